"""HTML of letters: what is allowed in it, and the same words without any."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import nh3

_TAGS = {
    "a", "b", "br", "blockquote", "div", "em", "h1", "h2", "h3", "hr", "i", "li", "ol", "p",
    "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
_STYLES = {
    "background-color", "border", "border-top", "color", "display", "font-family", "font-size",
    "font-weight", "line-height", "margin", "max-width", "padding", "text-align",
    "text-decoration", "width",
}  # fmt: skip
_BLOCKS = {"p", "div", "h1", "h2", "h3", "tr", "table", "ul", "ol", "blockquote"}


def clean_html(html: str) -> str:
    """HTML without scripts, pictures from elsewhere, forms and strange addresses."""
    attributes = {tag: {"style"} for tag in _TAGS} | {"a": {"href", "style"}}
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=attributes,
        filter_style_properties=_STYLES,
        url_schemes={"http", "https", "mailto", "tel"},
    )


def plain_of(html: str) -> str:
    """The words of HTML: a line per block, an address behind each link, "• " before list items."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = [" ".join(line.split()) for line in "".join(reader.found).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    """Gathers words; what stands in scripts and styles is none."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._href = ""
        self._words = ""
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style", "head"):
            self._silent += 1
        elif tag == "br":
            self.found.append("\n")
        elif tag == "li":
            self.found.append("\n• ")
        elif tag in _BLOCKS:
            self.found.append("\n\n" if tag in ("p", "h1", "h2", "h3") else "\n")
        elif tag == "a":
            self._href, self._words = dict(attrs).get("href") or "", ""

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style", "head"):
            self._silent = max(0, self._silent - 1)
        elif tag == "a" and self._href:
            bare = self._href.removeprefix("mailto:").removeprefix("tel:")
            if bare != self._words.strip():
                self.found.append(f" ({bare})")
            self._href = ""
        elif tag in _BLOCKS:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._words += data
            self.found.append(re.sub(r"\s+", " ", data))
