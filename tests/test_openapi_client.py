"""A program that knows nothing but the OpenAPI document does the main job over HTTP.

It reads the document with a token of ``kartei token``, looks every address, verb and field up in it
before it asks, and goes from a client file to a priced offer as PDF.
"""

from __future__ import annotations

import time
from decimal import Decimal
from typing import Any

import pytest

from tests.live import House
from tests.papers import text_of, workbook

HEAD = ["ФИО", "Мобильный телефон", "Эл. почта", "Организация", "Комментарий"]
ROWS = [
    ["Ерёмина Софья Олеговна", "8 (916) 700-11-22", "eremina@mail.example", "ООО Терем", "Балкон"],
    ["Тихий Павел Ильич", "+7 903 700 33 44 доб. 12", "tihiy@mail.example", "", ""],
    ["Ланге Петра", "+49 151 70055667", "lange@mail.example", "Lange GmbH", "Zwei Fenster"],
]
BOUNDARY = "kartei-test-boundary"


class Program:
    """Calls operations of the document; an address or field that is not in it is an error."""

    def __init__(self, house: House, login: str) -> None:
        self.house = house
        self.login = login
        self.document: Any = house.ask("GET", "/openapi.json", login=login).data

    def call(
        self, verb: str, path: str, body: Any = None, query: str = "", **place: str
    ) -> tuple[int, Any]:
        """Ask the operation VERB of PATH as it stands in the document; status and answer."""
        described = self.document["paths"][path][verb.lower()]
        headers = {}
        if isinstance(body, bytes):
            assert "multipart/form-data" in described["requestBody"]["content"]
            headers["Content_Type"] = f"multipart/form-data; boundary={BOUNDARY}"
        elif body is not None:
            self.check_fields(described["requestBody"]["content"]["application/json"], body)
        address = path.format(**place) + query
        found = self.house.ask(verb, address, body, login=self.login, **headers)
        assert str(found.status) in described["responses"], (verb, path, found.data)
        return found.status, found.data

    def check_fields(self, content: dict[str, Any], body: dict[str, Any]) -> None:
        """Every field that is sent is one of the schema's."""
        schema = self.resolved(content["schema"])
        known = schema.get("properties", {})
        assert set(body) <= set(known) or schema.get("additionalProperties"), body
        assert set(schema.get("required", ())) <= set(body)

    def resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The schema itself where a reference stands."""
        name = schema.get("$ref", "").rpartition("/")[2]
        found: dict[str, Any] = self.document["components"]["schemas"][name] if name else schema
        return found

    def wait(self, job: str) -> dict[str, Any]:
        """The job once it is over."""
        for _ in range(100):
            _status, found = self.call("GET", "/jobs/{id}", id=job)
            if found["state"] not in ("waiting", "running"):
                return dict(found)
            time.sleep(0.2)
        raise AssertionError("the job never ended")


@pytest.fixture
def program(demo_house: House) -> Program:
    return Program(demo_house, "manager1")


def form(**parts: bytes | str) -> bytes:
    """The parts as multipart/form-data (RFC 7578); bytes are sent as a file."""
    pieces = []
    for name, value in parts.items():
        more = '; filename="clients.xlsx"' if isinstance(value, bytes) else ""
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'
        data = value if isinstance(value, bytes) else value.encode()
        pieces.append(head.encode() + data + b"\r\n")
    return b"".join(pieces) + f"--{BOUNDARY}--\r\n".encode()


def imported(program: Program) -> list[dict[str, Any]]:
    """The rows of the file as persons of the base."""
    body = form(object="people.person", file=workbook(HEAD, ROWS))
    status, upload = program.call("POST", "/imports", body)
    assert status == 201
    assert [c["target"] is not None for c in upload["columns"]] == [True] * len(HEAD)
    assert (upload["preview"]["rows"], upload["preview"]["faulty"]) == (3, 0)
    _status, run = program.call("POST", "/imports/{id}/run", id=upload["id"])
    assert program.wait(run["job"])["state"] == "done"
    question = {
        "filter": ["emails", "contains", "@mail.example"],
        "search": "ерёмина",
        "fields": ["last_name", "phones", "company"],
    }
    _status, page = program.call("POST", "/records/people.person/query", question)
    return list(page["items"])


def test_from_a_client_file_to_an_offer_in_pdf(program: Program) -> None:
    """S0-068, S0-031, S1-44, S4-059, S4-077, S4-078: with HTTP and the document alone."""
    clients = imported(program)
    assert [c["last_name"] for c in clients] == ["Ерёмина"]
    client = clients[0]
    assert client["phones"][0]["value"] == "+79167001122"
    assert client["company"]["title"] == "ООО Терем"

    status, deal = program.call(
        "POST", "/records/sales.deal",
        {"name": "Остекление балкона", "person": client["id"],
         "company": client["company"]["id"], "amount": {"amount": "100000.00"}},
    )  # fmt: skip
    assert status == 201
    assert deal["stage"] is not None

    _status, goods = program.call("GET", "/records/catalog.product", query="?limit=1")
    product = goods["items"][0]
    lines = [
        {"product": product["id"], "quantity": "3"},
        {"name": "Монтаж", "price": "7999.99", "quantity": "1.5", "discount": "5",
         "vat_rate": "22"},
    ]  # fmt: skip
    _status, sums = program.call(
        "POST",
        "/papers/offers.offer/preview",
        {"deal": deal["id"], "lines": lines, "discount": "3"},
    )
    status, offer = program.call(
        "POST", "/records/offers.offer", {"deal": deal["id"], "lines": lines, "discount": "3"}
    )
    assert status == 201
    assert offer["person"]["id"] == client["id"]
    assert [offer[name] for name in ("net", "vat", "total")] == [
        sums[name] for name in ("net", "vat", "total")
    ]
    parts = [Decimal(line["total"]["amount"]) for line in offer["lines"]]
    assert Decimal(offer["total"]["amount"]) <= sum(parts)

    status, pdf = program.call("GET", "/records/offers.offer/{id}/pdf", id=offer["id"])
    assert status == 200
    shown = text_of(pdf)
    assert offer["total"]["amount"].replace(".", ",") in shown
    assert offer["number"] in shown
    assert "Ерёмина" in shown
