"""The kinds of fields that people can make, in their words."""

from django.utils.translation import gettext_lazy as _

from kartei.platform.meta.spec import Option

KIND_OPTIONS = (
    Option("text", _("text of one line")),
    Option("longtext", _("long text")),
    Option("integer", _("whole number")),
    Option("number", _("number with decimals")),
    Option("money", _("money")),
    Option("percent", _("percent")),
    Option("date", _("day")),
    Option("moment", _("day and time")),
    Option("duration", _("length of time")),
    Option("bool", _("yes or no")),
    Option("choice", _("choice")),
    Option("choices", _("several choices")),
    Option("fullname", _("name of a person")),
    Option("phones", _("phones")),
    Option("emails", _("mail addresses")),
    Option("sites", _("web addresses")),
    Option("addresses", _("postal addresses")),
    Option("file", _("file or picture")),
    Option("link", _("link to a record")),
    Option("links", _("links to several records")),
)
