"""E-mail and web addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.mail import parse_email, split_emails
from kartei.platform.kit.tests.outcomes import outcome
from kartei.platform.kit.web import parse_site, show_site


@pytest.mark.parametrize(
    ("raw", "address"),
    [
        ("A.Lee@Firm.DE", "A.Lee@firm.de"),
        (" Ann Lee <ann@firm.de> ", "ann@firm.de"),
        ("mailto:ann@firm.de?subject=x", "ann@firm.de"),
        ("ann@firm.de;", "ann@firm.de"),
        ("почта@Пример.рф", "почта@пример.рф"),
        ("o'neill+crm@sub.firm.co.uk", "o'neill+crm@sub.firm.co.uk"),
    ],
)
def test_address_is_made_alike(raw: str, address: str) -> None:
    assert parse_email(raw) == address


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "mail.empty"),
        ("нет", "mail.no_at"),
        ("ann@", "mail.domain"),
        ("@firm.de", "mail.invalid"),
        ("ann@firm", "mail.domain"),
        ("ann@fi rm.de", "mail.domain"),
        ("ann@10.0.0.1", "mail.domain"),
        ("an..n@firm.de", "mail.invalid"),
        ("a b@firm.de", "mail.invalid"),
        ("ann@firm.de\r\nBcc: x@y.de", "mail.invalid"),
        ("a" * 65 + "@firm.de", "mail.too_long"),
    ],
)
def test_refuses_what_is_no_address(raw: str, code: str) -> None:
    with pytest.raises(ValueFault) as caught:
        parse_email(raw)

    assert caught.value.code == code


def test_cell_with_several_addresses() -> None:
    found = split_emails("Ann <ann@firm.de>, bob@firm.de; x@y")

    assert [(one.value, one.fault) for one in found] == [
        ("ann@firm.de", ""), ("bob@firm.de", ""), ("", "mail.domain"),
    ]  # fmt: skip
    assert [one.fault for one in split_emails("нет")] == ["mail.no_at"]
    assert split_emails(" - ") == []


@given(st.text(max_size=80))
def test_address_read_twice_stays(raw: str) -> None:
    read = outcome(parse_email, raw)

    if isinstance(read, ValueFault):
        assert read.code.startswith("mail.")
    else:
        assert parse_email(read) == read


@pytest.mark.parametrize(
    ("raw", "site"),
    [
        ("WWW.Firm.ru/", "https://www.firm.ru"),
        ("http://firm.ru/Shop?x=1", "http://firm.ru/Shop?x=1"),
        ("//firm.ru", "https://firm.ru"),
        ("firm.ru:8080/a", "https://firm.ru:8080/a"),
        ("пример.рф", "https://пример.рф"),
    ],
)
def test_site_is_completed(raw: str, site: str) -> None:
    assert parse_site(raw) == site


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "site.empty"),
        ("javascript:alert(1)", "site.scheme"),
        ("JavaScript:alert(1)//x.de", "site.scheme"),
        ("ftp://firm.ru", "site.scheme"),
        ("data:text/html,x", "site.scheme"),
        ("firm", "site.invalid"),
        ("firm ru.de", "site.invalid"),
        ("http://user@firm.ru", "site.invalid"),
        ("http://firm.ru:99999", "site.invalid"),
        ("http://[::1", "site.invalid"),
        ("a" * 3000, "site.too_long"),
    ],
)
def test_refuses_what_is_no_site(raw: str, code: str) -> None:
    with pytest.raises(ValueFault) as caught:
        parse_site(raw)

    assert caught.value.code == code


@given(st.text(max_size=60))
def test_site_read_twice_stays(raw: str) -> None:
    read = outcome(parse_site, raw)

    if isinstance(read, ValueFault):
        assert read.code.startswith("site.")
    else:
        assert read.startswith(("http://", "https://"))
        assert parse_site(read) == read


def test_site_is_shown_short() -> None:
    assert show_site("https://www.firm.ru/shop") == "firm.ru/shop"
