"""Ready data of a new firm: a funnel that sells, one for leads, loss reasons; in its language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

LANGUAGES = ("ru", "de", "en")
Words = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class ReadyStage:
    """A stage to begin with; names in the order of LANGUAGES."""

    key: str
    names: Words
    color: str
    probability: int = 0
    rot_days: int | None = None
    kind: str = "open"
    required: tuple[str, ...] = ()

    def values(self, language: str) -> dict[str, Any]:
        """The stage in JSON form, still without its funnel."""
        return {
            "name": word(self.names, language),
            "kind": self.kind,
            "color": self.color,
            "probability": self.probability,
            "rot_days": self.rot_days,
            "required": list(self.required),
        }


FUNNELS: tuple[tuple[str, Words, str, tuple[ReadyStage, ...]], ...] = (
    (
        "sale",
        ("Продажи", "Verkauf", "Sales"),
        "sale",
        (
            ReadyStage("new", ("Новая", "Neu", "New"), "neutral", 10, 7),
            ReadyStage("need", ("Потребность", "Bedarf", "Need"), "info", 20, 10),
            ReadyStage("measure", ("Замер", "Aufmaß", "Measuring"), "alt", 40, 10),
            ReadyStage(
                "proposal", ("Предложение", "Angebot", "Offer"), "accent", 60, 14,
                required=("amount",),
            ),
            ReadyStage("contract", ("Договор", "Vertrag", "Contract"), "warn", 80, 14),
            ReadyStage("payment", ("Оплата", "Zahlung", "Payment"), "warn", 90, 21),
            ReadyStage("won", ("Выиграна", "Gewonnen", "Won"), "pos", 100, kind="won"),
            ReadyStage("lost", ("Проиграна", "Verloren", "Lost"), "neg", kind="lost"),
        ),
    ),
    (
        "intake",
        ("Заявки", "Anfragen", "Leads"),
        "intake",
        (
            ReadyStage("lead_new", ("Новая заявка", "Neue Anfrage", "New lead"), "neutral", 5, 1),
            ReadyStage("lead_work", ("В работе", "In Klärung", "In progress"), "info", 10, 3),
            ReadyStage(
                "lead_declined", ("Отклонена", "Abgelehnt", "Declined"), "neg", kind="lost"
            ),
        ),
    ),
)  # fmt: skip
#: The stages of a funnel that somebody begins by hand.
START = (
    ReadyStage("new", ("Новая", "Neu", "New"), "neutral", 20),
    ReadyStage("work", ("В работе", "In Arbeit", "In progress"), "info", 50),
    ReadyStage("won", ("Готово", "Erledigt", "Done"), "pos", 100, kind="won"),
    ReadyStage("lost", ("Не состоялось", "Geplatzt", "Fell through"), "neg", kind="lost"),
)
LOSS_REASONS: tuple[tuple[str, Words], ...] = (
    ("price", ("Дорого", "Zu teuer", "Too expensive")),
    ("rival", ("Выбрали другую компанию", "Wettbewerber gewählt", "Chose a competitor")),
    ("later", ("Отложили на потом", "Verschoben", "Put off")),
    ("time", ("Не устроили сроки", "Liefertermin passt nicht", "Delivery too late")),
    ("silent", ("Не отвечает", "Keine Rückmeldung", "No answer")),
    ("no_need", ("Нет потребности", "Kein Bedarf", "No need")),
    ("unfit", ("Не наш профиль", "Passt nicht zu uns", "Not what we do")),
)


def word(words: Words, language: str) -> str:
    """The word in a language; English for one we do not have."""
    return words[LANGUAGES.index(language)] if language in LANGUAGES else words[2]
