"""What the definition of a layout looks like: tabs, sections and fields, or plain lists."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

MAX_TABS = 12
MAX_SECTIONS = 60
MAX_FIELDS = 500
Part = Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,40}$")]
Name = Annotated[str, Field(min_length=1, max_length=64)]
Names = Annotated[list[Name], Field(max_length=MAX_FIELDS)]


class Shape(BaseModel):
    """Immutable; members that nobody knows are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Words(Shape):
    """A word by language; all empty: the declared one stays."""

    ru: Annotated[str, Field(max_length=200)] = ""
    de: Annotated[str, Field(max_length=200)] = ""
    en: Annotated[str, Field(max_length=200)] = ""


NO_WORDS = Words()


class Placed(Shape):
    """A field in a section. width: of the section's columns; when: a filter on the record."""

    name: Name
    width: Literal[1, 2, 3] = 1
    when: list[Any] | None = None
    help: Words = NO_WORDS


class Section(Shape):
    """A block under a heading. An id of the declared form lends its heading.

    columns: at most so many side by side; a narrow card or a phone shows fewer.
    """

    id: Part
    title: Words = NO_WORDS
    columns: Literal[1, 2, 3] = 2
    collapsed: bool = False
    fields: Annotated[list[Placed], Field(max_length=MAX_FIELDS)] = []


class Tab(Shape):
    """A tab of a form; a form with one tab shows none."""

    id: Part
    title: Words = NO_WORDS
    sections: Annotated[list[Section], Field(max_length=MAX_SECTIONS)] = []


class FormShape(Shape):
    """A whole form. left_out: the firm's own fields that are not to appear by themselves."""

    tabs: Annotated[list[Tab], Field(min_length=1, max_length=MAX_TABS)]
    left_out: Names = []

    @property
    def placed(self) -> list[Placed]:
        """Every field with its settings, in order."""
        return [field for part in self.sections for field in part.fields]

    @property
    def names(self) -> list[str]:
        """Every field that stands somewhere."""
        return [field.name for field in self.placed]

    @property
    def sections(self) -> list[Section]:
        """The sections of all tabs."""
        return [part for tab in self.tabs for part in tab.sections]


class ListShape(Shape):
    """The columns of a list."""

    columns: Annotated[Names, Field(min_length=1)]

    @property
    def names(self) -> list[str]:
        """The columns in order."""
        return self.columns


class CardShape(Shape):
    """The fields of a short form or of the caller's card."""

    fields: Annotated[Names, Field(min_length=1)]

    @property
    def names(self) -> list[str]:
        """The fields in order."""
        return self.fields


AnyShape = FormShape | ListShape | CardShape
SHAPES: dict[str, type[AnyShape]] = {
    "form": FormShape,
    "quick": CardShape,
    "list": ListShape,
    "caller": CardShape,
}


def read(place: str, definition: dict[str, Any]) -> AnyShape:
    """The definition as a shape; ValueError with the spot that is wrong ("tabs.0.id")."""
    try:
        return SHAPES[place].model_validate(definition)
    except ValidationError as err:
        spot = ".".join(str(step) for step in err.errors()[0]["loc"])
        raise ValueError(spot or place) from err
