"""Ids grow, differ and carry the right version."""

import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartei.platform.kit import ids
from kartei.platform.kit.ids import uuid7


def test_id_is_version_7_of_the_rfc_variant_and_holds_the_moment() -> None:
    before = time.time_ns() // 1_000_000

    made = uuid7()

    assert made.version == 7
    assert made.variant == "specified in RFC 4122"
    assert before <= made.int >> 80 <= time.time_ns() // 1_000_000 + 1


def test_ids_strictly_grow_within_a_process() -> None:
    made = [uuid7() for _ in range(20_000)]

    assert all(first < second for first, second in pairwise(made))


def test_ids_of_many_threads_differ_and_grow_within_each() -> None:
    with ThreadPoolExecutor(8) as pool:
        batches = list(pool.map(lambda _: [uuid7() for _ in range(2_000)], range(8)))

    assert len({one for batch in batches for one in batch}) == 16_000
    assert all(batch == sorted(batch) for batch in batches)


def test_clock_set_back_does_not_shuffle(monkeypatch: pytest.MonkeyPatch) -> None:
    first = uuid7()
    monkeypatch.setattr(time, "time_ns", lambda: 1_000_000)

    assert uuid7() > first


def test_overflow_of_the_random_part_moves_the_moment_on(monkeypatch: pytest.MonkeyPatch) -> None:
    generator = ids._Generator()
    monkeypatch.setattr(time, "time_ns", lambda: 5_000_000)
    first = generator.next()
    generator._random = (1 << 74) - 1

    second = generator.next()

    assert (first.int >> 80, second.int >> 80) == (5, 6)
    assert second.version == 7


@given(st.integers(0, (1 << 48) - 1), st.integers(0, (1 << 74) - 1))
def test_parts_land_in_their_places(moment: int, random: int) -> None:
    made = ids._compose(moment, random)

    assert made == UUID(str(made))
    assert made.version == 7
    assert made.int >> 80 == moment
    assert (made.int >> 64 & 0xFFF) << 62 | made.int & (1 << 62) - 1 == random
