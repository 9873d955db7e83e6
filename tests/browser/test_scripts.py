"""S8: a hundred ways to smuggle a script, in every kind of text, and every page that shows them.

No dialog opens, the page's policy has nothing to report, nobody else's server is asked, and no text
becomes an element.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Dialog, FilePayload, Frame, Request, expect

from tests.browser.people import Person, person
from tests.browser.vectors import IMG, LINKS, VECTORS
from tests.live import House

#: Marks what is made here, so that a search finds it.
MARK = "Qxss"
ALL = "\n".join(VECTORS)
TALL = (1440, 6000)

#: Told by the browser about every page, before any script of the page runs.
WATCH = """
window.reports = [];
addEventListener("securitypolicyviolation", e => reports.push(e.violatedDirective), true);
"""

#: What a text has become in a frame: elements, and links that run or lead astray.
HITS = """() => {
  const bad = /^[\\s\\u0000-\\u001f]*(javascript|vbscript|data|blob|file):/i;
  const links = [...document.querySelectorAll("a[href], area[href]")]
    .filter(a => bad.test(a.getAttribute("href"))
      || new URL(a.href, location).host.endsWith("foreign.example"));
  const found = [...document.querySelectorAll("[data-hit], xss, base, meta[http-equiv]"), ...links];
  return [...(window.reports ?? []), ...found.map(one => one.outerHTML.slice(0, 200))];
}"""


class Watch:
    """What must not happen: dialogs, foreign questions, reports, elements."""

    def __init__(self, one: Person) -> None:
        self.one, self.found = one, list[str]()
        one.context.add_init_script(WATCH)
        one.page.on("dialog", self.dialog)
        one.context.on("request", self.request)

    def dialog(self, dialog: Dialog) -> None:
        """A script ran."""
        self.found.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def request(self, request: Request) -> None:
        """A page asked somebody."""
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob", "about") and not self.one.house.url.endswith(
            parts.netloc
        ):
            self.found.append(f"request {request.url}")

    def look(self) -> list[str]:
        """All that was found up to here, in every frame of the page."""
        return self.found + [hit for frame in self.one.page.frames for hit in hits(frame)]

    def see(self, path: str, *shown: str) -> None:
        """Open a page and wait until it shows these texts."""
        self.one.open(path)
        for text in shown:
            expect(self.one.page.get_by_role("main")).to_contain_text(text)
        assert self.look() == [], path


def hits(frame: Frame) -> list[str]:
    """What texts have become in one frame."""
    found: list[str] = frame.evaluate(HITS)
    return found


def plain(text: str) -> str:
    """A text without regard to white space."""
    return " ".join(text.split())


@contextmanager
def watched(browser: Browser, house: House) -> Iterator[Watch]:
    """An administrator whose pages are watched; high, so that lists draw all their rows."""
    with person(browser, house, login="admin", language="en", size=TALL) as one:
        yield Watch(one)


def fill(one: Person) -> dict[str, Any]:
    """Put the vectors into every kind of text that people, forms and files bring."""
    choices = [{"label_en": f"{n} {text}"[:100]} for n, text in enumerate(VECTORS[::3])]
    field = {"object": "people.company", "kind": "choice", "label_en": f"{MARK} {IMG}"}
    key = one.ask("POST", "/records/meta.field", {**field, "choices": choices})["id"]
    fields = one.ask("GET", "/meta")["objects"]["people.company"]["fields"]
    own = next(f for f in fields if f["shaped_by"] == key)
    values = [option["value"] for option in own["options"]]
    firms = [
        one.ask("POST", "/records/people.company", {
            "name": f"{MARK} {n} {text}", own["name"]: values[n % len(values)], "notes": text,
        })
        for n, text in enumerate(VECTORS)
    ]  # fmt: skip
    client = one.ask("POST", "/records/people.person", {
        "last_name": f"{MARK} {IMG}", "first_name": VECTORS[1], "position": VECTORS[30],
        "city": VECTORS[31], "notes": ALL, "company": firms[0]["id"],
    })  # fmt: skip
    one.ask("POST", f"/records/people.person/{client['id']}/entries", {"kind": "note", "text": ALL})
    return {"firms": firms, "client": client["id"], **sales(one, client["id"])}


def sales(one: Person, client: str) -> dict[str, Any]:
    """A pipeline with such stages, a deal in each, and an offer with such lines."""
    funnel = one.ask("POST", "/records/sales.funnel", {"name": f"{MARK} {IMG}", "kind": "sale"})
    one.ask("POST", f"/records/sales.funnel/{funnel['id']}/start", {})
    deals: list[str] = []
    question = {"filter": ["funnel", "=", funnel["id"]], "fields": ["*"], "sort": "position"}
    for stage in one.ask("POST", "/records/sales.stage/query", question)["items"]:
        given = {"name": f"{MARK} {VECTORS[len(deals)]}"[:80]}
        version = f'"{stage["version"]}"'
        one.ask("PATCH", f"/records/sales.stage/{stage['id']}", given, If_Match=version)
        if stage["kind"] == "open":
            deal = {"name": f"{MARK} {VECTORS[40 + len(deals)]}", "person": client}
            more = {"funnel": funnel["id"], "stage": stage["id"]}
            deals.append(one.ask("POST", "/records/sales.deal", {**deal, **more})["id"])
    lines = [{"name": text, "price": "10", "quantity": "1"} for text in VECTORS[::4]]
    offer = one.ask("POST", "/records/offers.offer", {"deal": deals[0], "lines": lines})
    return {"funnel": funnel["id"], "deals": deals, "offer": offer["id"]}


def doors(house: House) -> None:
    """Strangers try to sign in, and leave such names of themselves and of their browsers."""
    for text in VECTORS[:40:4]:
        body = {"login": f"{MARK} {text}", "password": "x"}
        first = house.ask("GET", "/session", login="")
        cookie = (first.headers["Set-Cookie"] or "").partition(";")[0]
        proof = {"X-CSRFToken": first.data["csrf"], "Cookie": cookie, "Origin": house.url}
        agent = plain(text.encode("ascii", "ignore").decode())
        found = house.ask("POST", "/session", body, login="", User_Agent=agent, **proof)
        assert found.status in (400, 401), found.data


def letters(one: Person) -> str:
    """A template whose words are such texts."""
    words = "\n\n".join(text for text in VECTORS if "{" not in text and "%" not in text)
    given = {"name": f"{MARK} {IMG}", "purpose": "offer", "subject_en": IMG, "body_en": words}
    return str(one.ask("POST", "/records/mail.template", given)["id"])


def attach(one: Person, client: str) -> list[str]:
    """Files with such names, one of them a script itself; their names as they are kept."""
    kept = []
    for text in (IMG, '">' + IMG + ".svg", "a\u202egpj.exe", "\u003csvg onload=alert(1)>.html"):
        csrf = one.context.request.get(f"{one.house.url}/api/v1/session").json()["csrf"]
        body = f"<svg xmlns='http://www.w3.org/2000/svg'>{IMG}<script>alert(1)</script></svg>"
        file = FilePayload(name=text, mimeType="image/svg+xml", buffer=body.encode())
        made = one.context.request.post(
            f"{one.house.url}/api/v1/files",
            multipart={"file": file, "object": "people.person", "record": client},
            headers={"X-CSRFToken": csrf, "Origin": one.house.url},
        )
        assert made.status == 201, made.text()
        kept.append(str(made.json()["name"]))
    return kept


def test_no_text_becomes_anything_but_text(browser: Browser, own_house: House) -> None:
    """S8: names, notes, labels, choices, stages, lines, files, letters, log-ins."""
    with watched(browser, own_house) as watch:
        one = watch.one
        made, template = fill(one), letters(one)
        files = attach(one, made["client"])
        doors(own_house)

        firms = [plain(firm["name"]) for firm in made["firms"]]
        watch.see(f"/o/people.company?search={MARK}", *firms)
        watch.see(f"/o/people.company/{made['firms'][0]['id']}", firms[0])
        watch.see(f"/o/people.person/{made['client']}", *files, plain(VECTORS[-1]))
        which = json.dumps(["funnel", "=", made["funnel"]])
        watch.see(f"/o/sales.deal?view=board&filter={which}", MARK)
        watch.see(f"/o/sales.deal/{made['deals'][0]}", MARK)
        watch.see(f"/o/sales.funnel/{made['funnel']}", MARK)
        watch.see(f"/o/offers.offer/{made['offer']}", plain(VECTORS[8]))
        watch.see("/settings/object/people.company", MARK)
        watch.see("/security?part=log", MARK)
        watch.see("/audit", MARK)
        gone = made["firms"][7]
        path = f"/records/people.company/{gone['id']}"
        one.ask("DELETE", path, If_Match=f'"{gone["version"]}"')
        watch.see("/bin", firms[7])
        watch.see(f"/o/mail.template/{template}", MARK)
        expect(one.page.frame_locator("iframe").locator("body")).to_contain_text("foreign.example")
        assert watch.look() == []
        printed = f"/records/offers.offer/{made['offer']}/pdf?draft=1"
        paper = own_house.ask("GET", printed, login="admin").data
        assert paper.startswith(b"%PDF")
        assert b"/JavaScript" not in paper
        assert b"/URI" not in paper


@pytest.mark.parametrize("link", LINKS)
def test_links_lead_to_pages_alone(demo_house: House, link: str) -> None:
    """S8: an address that is none is refused, or kept as one of a page."""
    given = {"last_name": "Links", "sites": [{"kind": "work", "value": link}]}
    found = demo_house.ask("POST", "/records/people.person", given)
    if found.status == 201:
        (site,) = found.data["sites"]
        assert re.match(r"https?://[\w.@-]+[^\s\"<>]*$", site["value"]), site
    else:
        assert found.status == 422


def test_the_watch_notices_what_it_is_for(browser: Browser, own_house: House) -> None:
    """Put into a page on purpose, the same texts are seen as elements, and their scripts barred."""
    with watched(browser, own_house) as watch:
        watch.see("/notices")
        write = "text => document.body.insertAdjacentHTML('beforeend', text)"
        watch.one.page.evaluate(write, "".join(VECTORS[:3]) + VECTORS[55])
        expect(watch.one.page.locator("[data-hit]").first).to_be_attached()
        watch.one.page.wait_for_function("reports.some(one => one.startsWith('script-src'))")
        assert len(watch.look()) > 2
        watch.one.faults.clear()
