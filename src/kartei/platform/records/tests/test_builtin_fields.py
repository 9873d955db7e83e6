"""Fields that come with the program, as a firm sets them: words, need, choices (S0-004, S1-39)."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.meta.world import current_world
from kartei.platform.records import query, write
from kartei.platform.records.ask import Ask
from kartei.platform.records.tests.scene import PERSON, person

pytestmark = pytest.mark.django_db
BUILTIN = "meta.builtin"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def spec(name: str) -> FieldSpec:
    """A field of persons as it is now."""
    return current_world().objects[PERSON].fields[name]


def set_source(cast: Cast, **values: Any) -> Any:
    """The settings of the field «source» of persons."""
    return write.create(cast.admin, BUILTIN, {"object": PERSON, "field": "source", **values})


def labels(language: str) -> dict[str, str]:
    """Value and word of the choices of «source» that are offered."""
    with translation.override(language):
        return {o.value: str(o.label) for o in spec("source").options if not o.retired}


def faults(refusal: pytest.ExceptionInfo[Refusal]) -> set[str]:
    """The codes of what was refused."""
    return {fault.code for fault in refusal.value.faults}


def test_a_field_of_ours_gets_the_firms_words(cast: Cast) -> None:
    """In languages in which the firm says nothing the program speaks on."""
    before = {code: _label(code) for code in ("ru", "de", "en")}
    set_source(cast, label_en="Where from", help_en="Ask every caller")
    assert _label("en") == "Where from"
    assert (_label("ru"), _label("de")) == (before["ru"], before["de"])
    assert str(spec("source").help) == "Ask every caller"


def _label(language: str) -> str:
    with translation.override(language):
        return str(spec("source").label)


def test_the_firm_demands_what_the_program_lets_be(cast: Cast) -> None:
    set_source(cast, required=True)
    with pytest.raises(Refusal) as refusal:
        person(cast.alice, "Adler")
    assert faults(refusal) == {"value.required"}
    first = next(iter(labels("en")))
    assert person(cast.alice, "Adler", source=first)


def test_choices_become_the_firms_own(cast: Cast) -> None:
    """Added, renamed, ordered, out of use; what records hold keeps its word."""
    old = labels("en")
    first, second, *_rest = old
    anna = person(cast.alice, "Adler", source=second)
    set_source(cast, choices=[{"label_en": "Fair"}, {"value": first, "label_en": "Found us"}])
    assert list(labels("en").values()) == ["Fair", "Found us"]
    assert labels("de")[first] not in ("", "Found us")
    fair = next(value for value, word in labels("en").items() if word == "Fair")
    assert person(cast.alice, "Bauer", source=fair)
    shown = query.page(cast.alice, PERSON, Ask(filter=["source", "=", fair], fields=("name",)))
    assert [row["name"] for row in shown["items"]] == ["Bauer"]
    retired = {o.value: str(o.label) for o in spec("source").options if o.retired}
    assert retired[second] == old[second]
    write.change(cast.alice, PERSON, anna, {"city": "Tver"})


def test_a_choice_of_ones_own_that_is_held_stays(cast: Cast) -> None:
    key = set_source(cast, choices=[{"value": "bazaar", "label_en": "Bazaar"}])
    person(cast.alice, "Adler", source="bazaar")
    with pytest.raises(Refusal) as refusal:
        write.change(cast.admin, BUILTIN, key, {"choices": [{"label_en": "Else"}]})
    assert "meta.choice_used" in faults(refusal)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"field": "no_such"}, "meta.no_builtin"),
        ({"field": "version"}, "meta.no_builtin"),
        ({"field": "last_name", "choices": [{"label_en": "A"}]}, "meta.not_open"),
        ({"field": "created_at", "required": True}, "meta.not_required"),
    ],
)
def test_what_cannot_be_set_is_refused(cast: Cast, values: dict[str, Any], code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        write.create(cast.admin, BUILTIN, {"object": PERSON, **values})
    assert code in faults(refusal)


def test_a_field_has_one_set_of_settings_and_loses_it(cast: Cast) -> None:
    key = set_source(cast, label_en="Where from")
    with pytest.raises(Refusal) as refusal:
        set_source(cast, label_en="Else")
    assert "meta.builtin_twice" in faults(refusal)
    write.bin_many(cast.admin, BUILTIN, [key])
    assert _label("en") != "Where from"
    assert spec("source").set_by is None


def test_only_who_shapes_sets_fields(cast: Cast) -> None:
    """The star gives it to nobody."""
    with pytest.raises(Refusal) as refusal:
        write.create(cast.head, BUILTIN, {"object": PERSON, "field": "source"})
    assert refusal.value.status in (403, 404)
