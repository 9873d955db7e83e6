"""Choices that many objects share."""

from django.utils.translation import gettext_lazy as _

from kartei.platform.meta.spec import Option

PHONE_KINDS = (
    Option("mobile", _("mobile")),
    Option("work", _("work")),
    Option("home", _("home")),
    Option("fax", _("fax")),
    Option("other", _("other")),
)
EMAIL_KINDS = (
    Option("work", _("work")),
    Option("private", _("private")),
    Option("other", _("other")),
)
SITE_KINDS = (Option("site", _("site")), Option("shop", _("shop")), Option("profile", _("profile")))
MESSENGER_KINDS = (
    Option("telegram", "Telegram"),
    Option("whatsapp", "WhatsApp"),
    Option("viber", "Viber"),
    Option("signal", "Signal"),
    Option("max", "MAX"),
    Option("vk", "VK"),
    Option("skype", "Skype"),
    Option("other", _("other")),
)
ADDRESS_KINDS = (
    Option("main", _("main")),
    Option("legal", _("legal")),
    Option("delivery", _("delivery")),
    Option("home", _("home")),
    Option("other", _("other")),
)
COLORS = (
    Option("neutral", _("grey"), "neutral"),
    Option("accent", _("petrol"), "accent"),
    Option("pos", _("green"), "pos"),
    Option("warn", _("amber"), "warn"),
    Option("neg", _("red"), "neg"),
    Option("info", _("blue"), "info"),
    Option("alt", _("violet"), "alt"),
)
