"""The one rule of sums: examples worked out by hand, and what must hold for any document."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kartei.modules.documents.render.totals import (
    Line,
    RateTotals,
    Totals,
    VatMode,
    VatRounding,
    WholeDiscount,
    compute,
    spread,
)
from kartei.platform.kit.faults import ValueFault

M = 1_000_000
INCLUDED, ON_TOP, NONE = VatMode.INCLUDED, VatMode.ON_TOP, VatMode.NONE
LINE, RATE = VatRounding.LINE, VatRounding.RATE


def of(
    *lines: Line,
    mode: VatMode = ON_TOP,
    rounding: VatRounding = RATE,
    currency: str = "EUR",
    discount: WholeDiscount | None = None,
) -> Totals:
    return compute(lines, currency=currency, vat_mode=mode, rounding=rounding, discount=discount)


@pytest.mark.parametrize(
    ("line", "currency", "amount"),
    [
        (Line(3 * M, 438_500_000), "EUR", 131_550),  # 3 × 438.50
        (Line(24 * M, 438_500_000, discount=8 * M), "EUR", 968_208),  # 10,524.00 − 8 %
        (Line(1000 * M, 12_500), "EUR", 1_250),  # 1000 × 0.0125
        (Line(M // 2, 10_000), "EUR", 1),  # 0.005 rounds up
        (Line(M // 2, -10_000), "EUR", -1),  # and away from zero
        (Line(M, 4_900), "EUR", 0),  # 0.0049 rounds down
        (Line(2_500_000, 99 * M), "JPY", 248),  # 247.5 yen, no decimals
        (Line(M, 1_234_500), "KWD", 1_235),  # 1.2345 dinars, three decimals
        (Line(1_333_333, 3 * M), "RUB", 400),  # 3.999999 roubles
        (Line(7 * M, 100 * M, discount=100 * M), "RUB", 0),
        (Line(M, 100 * M, discount=33_333_333), "RUB", 6_667),  # 66.666667
    ],
)
def test_a_line_is_rounded_once_half_up(line: Line, currency: str, amount: int) -> None:
    assert of(line, currency=currency).lines[0].amount == amount


def test_russian_vat_is_taken_out_of_every_line() -> None:
    # 16,974.00 × 22 / 122 = 3,060.885… and 100.01 × 22 / 122 = 18.0346
    totals = of(
        Line(M, 18_450 * M, discount=8 * M, vat=22 * M),
        Line(M, 100_010_000, vat=22 * M),
        mode=INCLUDED,
        rounding=LINE,
        currency="RUB",
    )
    assert [(line.net, line.vat, line.total) for line in totals.lines] == [
        (1_391_311, 306_089, 1_697_400),
        (8_198, 1_803, 10_001),
    ]
    assert (totals.net, totals.vat, totals.total) == (1_399_509, 307_892, 1_707_401)


def test_german_vat_is_rounded_once_per_rate_and_russian_per_line() -> None:
    lines = [Line(M, 350_000, vat=19 * M)] * 3  # 3 × 0.35: 19 % of 1.05 is 0.1995, of 0.35 0.0665
    per_rate, per_line = of(*lines), of(*lines, rounding=LINE)
    assert (per_rate.net, per_rate.vat, per_rate.total) == (105, 20, 125)
    assert sum(line.vat for line in per_rate.lines) == 20
    assert (per_line.net, per_line.vat, per_line.total) == (105, 21, 126)


def test_rates_stand_apart_and_without_vat_is_not_zero_percent() -> None:
    totals = of(
        Line(M, 100 * M, vat=7 * M),
        Line(M, 200 * M, vat=19 * M),
        Line(M, 50 * M, vat=0),
        Line(M, 30 * M, vat=None),
    )
    assert totals.rates == (
        RateTotals(19 * M, 20_000, 3_800, 23_800),
        RateTotals(7 * M, 10_000, 700, 10_700),
        RateTotals(0, 5_000, 0, 5_000),
        RateTotals(None, 3_000, 0, 3_000),
    )
    assert (totals.net, totals.vat, totals.total) == (38_000, 4_500, 42_500)


def test_without_vat_the_rates_of_the_lines_do_not_count() -> None:
    totals = of(Line(M, 100 * M, vat=19 * M), mode=NONE)
    assert totals.rates == (RateTotals(None, 10_000, 0, 10_000),)
    assert totals.total == 10_000


def test_the_discount_of_the_whole_lies_on_the_lines_to_the_cent() -> None:
    three = [Line(M, 3_330_000, vat=19 * M)] * 3
    totals = of(*three, discount=WholeDiscount(amount=100))
    assert [line.discount for line in totals.lines] == [33, 34, 33]
    assert (totals.amount, totals.discount, totals.net) == (999, 100, 899)
    assert totals.vat == 171  # 8.99 × 19 % = 1.7081
    by_percent = of(*three, discount=WholeDiscount(percent=5 * M))
    assert by_percent.discount == 50  # 9.99 × 5 % = 0.4995


def test_profit_needs_the_cost_of_every_line() -> None:
    sold = Line(2 * M, 100 * M, vat=19 * M, cost=60 * M)
    totals = of(sold, Line(M, 50 * M, cost=0), discount=WholeDiscount(percent=10 * M))
    assert [line.profit for line in totals.lines] == [6_000, 4_500]
    assert (totals.cost, totals.profit) == (12_000, 10_500)
    assert totals.margin == 46_666_667  # 105 of 225
    unknown = of(sold, Line(M, 50 * M))
    assert (unknown.cost, unknown.profit, unknown.margin) == (None, None, None)
    assert unknown.lines[0].profit == 8_000


def test_nothing_sold_has_no_margin() -> None:
    assert of().total == 0
    assert of().rates == ()
    assert of().cost is None
    given_away = of(Line(M, 0, cost=5 * M))
    assert (given_away.profit, given_away.margin) == (-500, None)


@pytest.mark.parametrize(
    ("line", "discount", "code"),
    [
        (Line(M, M, discount=-1), None, "totals.discount_range"),
        (Line(M, M, discount=100 * M + 1), None, "totals.discount_range"),
        (Line(M, M), WholeDiscount(percent=101 * M), "totals.discount_range"),
        (Line(M, M), WholeDiscount(amount=101), "totals.discount_too_large"),
        (Line(M, M), WholeDiscount(amount=-1), "totals.discount_too_large"),
        (Line(M, M, vat=-1), None, "totals.vat_range"),
    ],
)
def test_what_cannot_be_is_refused(line: Line, discount: WholeDiscount | None, code: str) -> None:
    with pytest.raises(ValueFault) as fault:
        of(line, discount=discount)
    assert fault.value.code == code


rates = st.sampled_from([None, 0, 5 * M, 7 * M, 10 * M, 19 * M, 20 * M, 22 * M])
lines_any = st.lists(
    st.builds(
        Line,
        quantity=st.integers(0, 10_000 * M),
        price=st.integers(0, 1_000_000 * M),
        discount=st.integers(0, 100 * M),
        vat=rates,
        cost=st.integers(0, 1_000_000 * M),
    ),
    max_size=12,
)
modes, roundings = st.sampled_from(VatMode), st.sampled_from(VatRounding)
percents = st.builds(WholeDiscount, percent=st.integers(0, 100 * M))


@settings(deadline=None)
@given(lines_any, modes, roundings, percents)
def test_lines_and_rates_add_up_to_the_document(
    lines: list[Line], mode: VatMode, rounding: VatRounding, discount: WholeDiscount
) -> None:
    totals = of(*lines, mode=mode, rounding=rounding, discount=discount)
    for name in ("net", "vat", "total"):
        assert sum(getattr(line, name) for line in totals.lines) == getattr(totals, name)
        assert sum(getattr(rate, name) for rate in totals.rates) == getattr(totals, name)
    assert totals.net + totals.vat == totals.total
    assert sum(line.discount for line in totals.lines) == totals.discount
    assert all(0 <= line.discount <= line.amount for line in totals.lines)
    entered = totals.total if mode is INCLUDED else totals.net
    assert entered == totals.amount - totals.discount
    if lines:
        assert totals.profit is not None
        assert totals.profit == sum(line.profit or 0 for line in totals.lines)


@settings(deadline=None)
@given(lines_any, roundings, percents)
def test_vat_out_of_gross_agrees_with_vat_on_the_net(
    lines: list[Line], rounding: VatRounding, discount: WholeDiscount
) -> None:
    totals = of(*lines, mode=INCLUDED, rounding=rounding, discount=discount)
    pieces = len(lines) if rounding is LINE else 1
    for entry in totals.rates:
        exact = entry.net * (entry.rate or 0) / (100 * M)
        assert abs(entry.vat - exact) <= 0.61 * pieces + 1e-9 * entry.net


@settings(deadline=None)
@given(lines_any, modes, roundings)
def test_a_discount_in_money_and_none_at_all_agree_with_the_lines(
    lines: list[Line], mode: VatMode, rounding: VatRounding
) -> None:
    plain = of(*lines, mode=mode, rounding=rounding)
    free = of(*lines, mode=mode, rounding=rounding, discount=WholeDiscount(amount=plain.amount))
    assert plain.discount == 0
    assert free.total == 0
    assert [replace(line, discount=0).total for line in free.lines] == [0] * len(lines)


@given(st.integers(-(10**9), 10**9), st.lists(st.integers(1, 10**6), min_size=1))
def test_spread_gives_everything_and_nobody_is_off_by_a_unit(
    total: int, weights: list[int]
) -> None:
    parts = spread(total, weights)
    assert sum(parts) == total
    assert all(
        abs(part * sum(weights) - total * weight) <= sum(weights)
        for part, weight in zip(parts, weights, strict=True)
    )


def test_spread_over_deductions_still_adds_up() -> None:
    assert sum(spread(190, [10_000, -9_000])) == 190
    assert sum(spread(7, [-3, -4])) == 7
    assert spread(0, [5, -5]) == [0, 0]


@given(
    lines=st.lists(
        st.builds(
            Line,
            quantity=st.integers(1, 50 * M),
            price=st.integers(0, 10**6 * M),
            discount=st.integers(0, 100 * M),
            vat=st.sampled_from([None, 0, 7 * M, 19 * M, 22 * M]),
        ),
        min_size=1,
        max_size=5,
    ),
    shares=st.lists(st.integers(0, 60), max_size=4),
    mode=st.sampled_from(VatMode),
    rounding=st.sampled_from(VatRounding),
    discount=st.integers(0, 100 * M),
)
@settings(max_examples=200, deadline=None)
def test_advances_and_the_final_document_come_to_the_whole(
    lines: list[Line], shares: list[int], mode: VatMode, rounding: VatRounding, discount: int
) -> None:
    """However it is split: what was charged before is taken off as it was charged, never anew."""
    whole_discount = WholeDiscount(percent=discount)
    whole = of(*lines, mode=mode, rounding=rounding, discount=whole_discount)
    parts = []
    for share in shares:
        asked = [
            Line(M, (r.total if mode is INCLUDED else r.net) * share * M // 10_000, vat=r.rate)
            for r in whole.rates
        ]
        parts.append(of(*asked, mode=mode, rounding=rounding))
    taken = [Line(M, 0, vat=r.rate, given=(-r.net, -r.vat)) for part in parts for r in part.rates]
    final = of(*lines, *taken, mode=mode, rounding=rounding, discount=whole_discount)
    for name in ("net", "vat", "total"):
        assert sum(getattr(p, name) for p in (*parts, final)) == getattr(whole, name)
    assert final.discount == whole.discount
