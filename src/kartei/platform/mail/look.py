"""The firm's look: a frame of HTML around the words of a letter, and what stands under both twins.

Tables and styles within the tags, because mail programs know little else. The logo travels with the
letter (``cid:``), so that no reader's program has to ask a server for it.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from kartei.platform.meta.models import Firm
from kartei.platform.records import blobs
from kartei.platform.records.models import StoredFile

#: Which pictures mail programs show.
PICTURES = ("image/png", "image/jpeg", "image/gif")
#: Bytes; a larger logo stays out of letters.
LARGEST = 200_000
#: Digits of its sha256 that name the logo in a letter: a longer name would not fit on a line.
MARK = 40
PLAIN = "#006279"
DARK, LIGHT = "#1f2328", "#ffffff"
_LOGO = re.compile(r'<img src="cid:([0-9a-f]{40})@logo"')


@dataclass(frozen=True, slots=True)
class Look:
    """How the firm's letters look. colour: #rrggbb; logo: sha256 of a stored picture, or none;
    footer: the firm's requisites, line by line.
    """

    name: str
    colour: str = PLAIN
    logo: str = ""
    footer: tuple[str, ...] = ()


def plain_look(language: str) -> Look:
    """Only the firm's name: where no module knows more."""
    name = Firm.objects.filter(pk=1).values_list("name", flat=True).first()
    return Look(name or "Kartei")


_source: Callable[[str], Look] = plain_look


def use(source: Callable[[str], Look]) -> None:
    """Let a module tell the look; source: language -> Look."""
    global _source
    _source = source


def look_for(language: str) -> Look:
    """The look of letters in a language."""
    return _source(language)


def framed(body: str, look: Look, language: str) -> str:
    """A whole page of HTML; body is clean already."""
    name = escape(look.name)
    head = f'<strong style="font-size:18px;color:{look.colour}">{name}</strong>'
    if fits(look.logo):
        head = (
            f'<img src="cid:{look.logo[:MARK]}@logo" alt="{name}" height="40" '
            'style="height:40px;border:0;display:block">'
        )
    foot = "<br>".join(escape(line) for line in look.footer)
    cell = "font-family:Arial,Helvetica,sans-serif;"
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"></head>'
        '<body style="margin:0;background:#f3f4f6"><table role="presentation" width="100%" '
        'cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:16px 8px">'
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" '
        'style="max-width:600px;background:#ffffff">'
        f'<tr><td style="{cell}padding:20px 24px;border-top:4px solid {look.colour}">{head}'
        f'</td></tr><tr><td style="{cell}padding:4px 24px 20px;font-size:15px;line-height:1.5;'
        f'color:#1f2328">{coloured(body, look.colour)}</td></tr>'
        f'<tr><td style="{cell}padding:14px 24px;font-size:12px;line-height:1.5;color:#59636e;'
        f'border-top:1px solid #d8dce1">{foot or name}</td></tr></table></td></tr></table>'
        "</body></html>"
    )


def coloured(body: str, colour: str) -> str:
    """Links in the firm's colour; the first that is a paragraph of its own is a button."""
    button = (
        f"display:inline-block;padding:10px 18px;background-color:{colour};"
        f"color:{DARK if pale(colour) else LIGHT};text-decoration:none;font-weight:bold"
    )
    plain = f"color:{DARK if pale(colour) else colour}"
    body = re.sub(r"<p><a (?=href)", f'<p><a style="{button}" ', body, count=1)
    return body.replace("<a href=", f'<a style="{plain}" href=')


def pale(colour: str) -> bool:
    """Whether white words cannot be read on it."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue > 160


def signed(text: str, look: Look) -> str:
    """The plain twin with the same lines under it."""
    return "\n".join([text, "", "-- ", *(look.footer or (look.name,))])


def fits(logo: str) -> bool:
    """Whether mail programs show this picture."""
    return bool(logo) and picture(logo) is not None


def picture(mark: str) -> tuple[bytes, str] | None:
    """(bytes, type) of a logo by the beginning of its sha256; None where it is gone, too large or
    no picture for letters.
    """
    row = StoredFile.objects.filter(
        sha256__startswith=mark, type__in=PICTURES, size__lte=LARGEST
    ).first()
    if row is None:
        return None
    try:
        return blobs.read(row.sha256), row.type
    except FileNotFoundError:
        return None


def logo_of(html: str) -> str:
    """The mark of the logo that a framed letter shows, or nothing."""
    found = _LOGO.search(html)
    return found.group(1) if found else ""


def visible(html: str) -> str:
    """The letter as a browser can show it: the logo within the page."""

    def inside(found: re.Match[str]) -> str:
        got = picture(found.group(1))
        data = "" if got is None else f"data:{got[1]};base64,{base64.b64encode(got[0]).decode()}"
        return f'<img src="{data}"'

    return _LOGO.sub(inside, html)
