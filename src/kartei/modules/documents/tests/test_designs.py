"""Which of several designs a paper has."""

from kartei.modules.documents.rules.designs import closest


def test_the_closest_design_holds() -> None:
    """The kind goes before the own firm, both together before all."""
    names = ("any", "firm", "kind", "both")
    rows = [
        {"name": name, "firm_id": "f" if name in ("firm", "both") else None,
         "paper": "offer" if name in ("kind", "both") else ""}
        for name in names
    ]  # fmt: skip
    for count, name in enumerate(names, 1):
        assert closest(rows[:count], "f", "offer")["name"] == name  # type: ignore[arg-type]
    assert closest(rows, None, "order")["name"] == "any"
    assert closest([], None, "order") == {}
