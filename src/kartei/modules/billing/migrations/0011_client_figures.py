"""What clients have bought so far, for the fields that sum it up from now on."""

from typing import Any

from django.db import migrations
from django.db.models import Count, F, Max, Min, Sum
from django.db.models.functions import Coalesce

#: The figures of the papers, by client.
BOUGHT = {
    "purchases": Count(Coalesce("order", "id"), distinct=True),
    "first_purchase": Min("date"),
    "last_purchase": Max("date"),
}


def by_client(rows: Any, link: str, **figures: Any) -> list[dict[str, Any]]:
    """Figures of the papers of each client: [{"client": id, figure: value}]."""
    linked = rows.filter(**{f"{link}__isnull": False, "deleted": False})
    return list(linked.order_by().values(client=F(f"{link}_id")).annotate(**figures))


def sum_up(apps: Any, schema_editor: Any) -> None:
    """Fill the figures of companies and persons."""
    firm = apps.get_model("meta", "Firm").objects.filter(pk=1).first()
    currency = firm.currency if firm else ""
    offers = apps.get_model("offers", "Offer")._base_manager.all()
    orders = apps.get_model("billing", "Order")._base_manager.exclude(phase="cancelled")
    invoices = apps.get_model("billing", "Invoice")._base_manager.filter(status="issued")
    charged = invoices.exclude(kind="reversal")
    for link in ("company", "person"):
        found: dict[Any, dict[str, Any]] = {}
        for rows in (
            by_client(offers, link, offers_made=Count("id")),
            by_client(orders, link, orders_placed=Count("id")),
            by_client(charged, link, invoices_issued=Count("id"), turnover=Sum("net_base")),
            by_client(charged.exclude(kind="correction"), link, **BOUGHT),
        ):
            for row in rows:
                found.setdefault(row.pop("client"), {}).update(row)
        clients = apps.get_model("people", link.capitalize())._base_manager
        for key, figures in found.items():
            clients.filter(pk=key).update(**with_sums(figures, currency))


def with_sums(figures: dict[str, Any], currency: str) -> dict[str, Any]:
    """The figures with the columns of their sums, and the average."""
    total, count = figures.get("turnover"), figures.get("purchases")
    if total is None:
        return figures
    sums = {"turnover": total}
    if count:
        sums["average_purchase"] = (2 * total + count) // (2 * count)
    for name, minor in sums.items():
        figures |= {name: minor, f"{name}_base": minor, f"{name}_cur": currency}
    return figures


class Migration(migrations.Migration):
    """Sums of what is there; they follow every change from now on."""

    dependencies = [
        ("billing", "0010_supply"),
        ("offers", "0006_time_to_offer"),
        ("people", "0004_figures"),
        ("meta", "0001_initial"),
    ]

    operations = [migrations.RunPython(sum_up, migrations.RunPython.noop)]
