"""The mail draft, read back with the standard parser."""

import email
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import compat32, default
from email.utils import getaddresses
from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kartei.modules.documents.render.eml import Attachment, MailPerson, paper_mail
from kartei.platform.kit.faults import ValueFault

ANNA = MailPerson("Анна Волкова", "volkova@okna.example")
PDF = Attachment("КП № 418 — «Окна».pdf", "application/pdf", b"%PDF-1.7 \x00\xff")


def draft(
    sender: MailPerson = ANNA,
    to: tuple[MailPerson, ...] = (MailPerson("", "a@b.example"),),
    subject: str = "Предложение",
    text: str = "Добрый день!",
    *attachments: Attachment,
) -> bytes:
    data = paper_mail(sender, to, subject, text, None, attachments)
    data.decode("ascii")
    assert max(map(len, data.split(b"\r\n"))) <= 998
    return data


def read(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def people_of(data: bytes, header: str) -> list[tuple[str, str]]:
    """Names and addresses by the old parser: the new one leaves a blank between two encoded words
    of one name, which RFC 2047 6.2 forbids."""
    old = email.message_from_bytes(data, policy=compat32)
    return [
        (str(make_header(decode_header(name))), mail)
        for name, mail in getaddresses(old.get_all(header, []))
    ]


def test_everything_arrives() -> None:
    to = [MailPerson("Frau Müller", "m@x.example")]
    data = paper_mail(ANNA, to, "Angebot für Sie", "Text\nzwei", "<p>Text</p>", [PDF])
    message = read(data)
    assert message["X-Unsent"] == "1"
    assert people_of(data, "From") == [("Анна Волкова", "volkova@okna.example")]
    assert people_of(data, "To") == [("Frau Müller", "m@x.example")]
    assert message["Subject"] == "Angebot für Sie"
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert plain.get_content().splitlines() == ["Text", "zwei"]
    assert html.get_content().strip() == "<p>Text</p>"
    (file,) = message.iter_attachments()
    assert file.get_filename() == "КП № 418 — «Окна».pdf"
    assert file.get_content_type() == "application/pdf"
    assert file.get_content() == PDF.data
    assert b"filename*" in data  # RFC 2231, not a bare encoded word


@pytest.mark.parametrize(
    "name",
    ["Müller, Hans", "ООО «Ромашка», отдел №1", 'Anna "Ann" Lee', "a <b@c.example>",
     "Ёж; Ёлка: (x)", "Длинное имя " * 12, "😀", "@", "Back\\slash"],
)  # fmt: skip
def test_any_name_is_kept(name: str) -> None:
    data = draft(MailPerson(name, "a@b.example"), (MailPerson(name, "c@d.example"),) * 3)
    assert people_of(data, "From") == [(name.strip(), "a@b.example")]
    assert people_of(data, "To") == [(name.strip(), "c@d.example")] * 3


@pytest.mark.parametrize("signs", ["\r\n", "\n", "\r", "\u2028", "\x85", "\x00\x0b", "\r\n\r\n"])
def test_no_text_starts_a_header(signs: str) -> None:
    breaker = f"{signs}Bcc: x@y.example"
    data = draft(
        MailPerson(f"A{breaker}", "a@b.example"),
        (MailPerson(f"B{breaker}", "c@d.example"),),
        f"S{breaker}",
        "text",
        Attachment(f"f{breaker}.pdf", "application/pdf", b""),
    )
    assert sorted(read(data).keys()) == sorted(
        ["X-Unsent", "From", "To", "Subject", "MIME-Version", "Content-Type"]
    )
    assert [mail for _name, mail in people_of(data, "To")] == ["c@d.example"]
    (file,) = read(data).iter_attachments()
    assert "Bcc" not in file
    with pytest.raises(ValueFault):
        draft(MailPerson("A", f"a@b.example{breaker}"))


@pytest.mark.parametrize(
    "mail",
    ["", "a", "a@", "@b", "a b@c.example", "a@b.example, c@d.example", "имя@b.example",
     "a@b..example", "a@" + "x" * 70 + ".example"],
)  # fmt: skip
def test_what_is_no_address_is_refused(mail: str) -> None:
    with pytest.raises(ValueFault) as fault:
        draft(MailPerson("A", mail))
    assert fault.value.code == "mail.invalid"


def test_a_domain_in_cyrillic_is_written_in_idna() -> None:
    data = draft(to=(MailPerson("Окна", "info@окна.рф"),))
    assert people_of(data, "To") == [("Окна", "info@xn--80atjc.xn--p1ai")]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\x\\offer.pdf", "C__x_offer.pdf"),
        ("...", "file"),
        ("ж" * 300 + ".pdf", "ж" * 116 + ".pdf"),
    ],
)
def test_a_file_name_has_no_folders(name: str, shown: str) -> None:
    data = draft(ANNA, (), "s", "t", Attachment(name, "text/plain", b"x"))
    (file,) = read(data).iter_attachments()
    assert file.get_filename() == shown


def test_a_media_type_that_is_none_is_refused() -> None:
    with pytest.raises(ValueFault):
        draft(ANNA, (), "s", "t", Attachment("a", "text/html\r\nX: y", b""))


names = st.text(st.characters(codec="utf-8"))


@settings(deadline=None)
@given(names, names, st.text())
def test_no_text_breaks_the_draft(name: str, subject: str, text: str) -> None:
    data = draft(MailPerson(name, "a@b.example"), (MailPerson(name, "c@d.example"),), subject, text)
    assert [mail for _name, mail in people_of(data, "From")] == ["a@b.example"]
    old = email.message_from_bytes(data, policy=compat32)
    assert str(make_header(decode_header(old["Subject"]))) == shown(subject)
    assert people_of(data, "To") == [(shown(name), "c@d.example")]
    assert "Bcc" not in read(data)


def shown(text: str) -> str:
    """A text on one line without control characters."""
    signs = {"Cc", "Zl", "Zp"}
    return " ".join("".join(" " if category(sign) in signs else sign for sign in text).split())
