"""Sample deals, spread over the stages of the firm's own pipelines."""

from __future__ import annotations

from typing import Any

from kartei.modules.sales.models import LossReason
from kartei.platform.records.samples import Recipe, Scene

NAMES = {
    "ru": ("Первый заказ", "Повторный заказ", "Годовой договор", "Пробная поставка", "Расширение договора", "Срочный заказ", "Комплексный проект"),
    "de": ("Erstauftrag", "Folgeauftrag", "Jahresvertrag", "Probelieferung", "Vertragserweiterung", "Eilauftrag", "Gesamtprojekt"),
    "en": ("First order", "Repeat order", "Annual contract", "Trial delivery", "Extended contract", "Urgent order", "Complete project"),
}  # fmt: skip
STEPS = {
    "ru": ("Позвонить", "Отправить предложение", "Согласовать сроки"),
    "de": ("Anrufen", "Angebot senden", "Termin abstimmen"),
    "en": ("Call", "Send an offer", "Agree on dates"),
}
WHY = "which loss reasons a sample may name"


def deal(scene: Scene) -> dict[str, Any]:
    """A deal of a company and sometimes of a person."""
    values: dict[str, Any] = {
        "name": f"{scene.words(NAMES)} {scene.number + 1}",
        "company": scene.some("people.company"),
        "person": scene.some("people.person"),
        "amount": scene.money(200, 9000),
        "expected_on": scene.day(3, 60),
        "source": scene.dice.choice(("site", "call", "referral")),
    }
    if scene.step is None or scene.step.kind == "open":
        values["next_step"] = scene.words(STEPS)
        values["next_step_at"] = scene.moment(-2, 12)
    elif scene.step.kind == "lost":
        values["loss_reason"] = reason(scene)
    return values


def reason(scene: Scene) -> str | None:
    """A loss reason of the pipeline in which the deal is lost."""
    rows = LossReason.objects.unguarded(WHY).filter(deleted=False).order_by("position", "id")
    funnel = str(scene.step.funnel) if scene.step else ""
    keys = [
        key for key, funnels in rows.values_list("id", "funnels") if funnel in (funnels or [funnel])
    ]
    return str(scene.dice.choice(keys)) if keys else None


RECIPES = (Recipe("sales.deal", 16, deal),)
