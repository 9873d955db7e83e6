"""Fields and objects made at run time, as objects of the record path themselves."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kartei.platform.meta import (
    builtin_rules,
    layout_rules,
    rates,
    shaping,
    shaping_computed,
    words,
)
from kartei.platform.meta.kind_words import KIND_OPTIONS
from kartei.platform.meta.models import (
    BuiltinField,
    BuiltinOption,
    ExchangeRate,
    Layout,
    RuntimeField,
    RuntimeObject,
    RuntimeOption,
)
from kartei.platform.meta.rule_entity import rule
from kartei.platform.meta.spec import Entity, Field, Lines, Menu, Module, Option, Section

CURRENCIES = tuple(
    Option(c, c) for c in ("RUB", "EUR", "USD", "GBP", "CHF", "KZT", "BYN", "CNY", "TRY", "AED")
)
ICONS = tuple(
    Option(name, label)
    for name, label in (
        ("product", _("box")), ("calendar", _("calendar")), ("offer", _("sheet")),
        ("star", _("star")), ("tag", _("tag")), ("home", _("house")), ("clock", _("clock")),
        ("person", _("person")), ("company", _("building")), ("phone", _("telephone")),
        ("map", _("map")), ("task", _("tick")), ("note", _("note")), ("money", _("money")),
    )
)  # fmt: skip
GROUPS = (
    Option("work", _("at the top")),
    Option("sales", _("Sales")),
    Option("money", _("Money")),
    Option("base", _("Base")),
    Option("service", _("Service")),
)

#: Where documents show a field of their lines.
PRINTED = (Option("column", _("in a column")), Option("under", _("under the name")))

choices = Lines(
    name="choices",
    label=_("Choices"),
    model=RuntimeOption,
    by="field",
    fields=(Field(name="color", options=words.COLORS),),
)

builtin_choices = Lines(
    name="choices",
    label=_("Choices"),
    model=BuiltinOption,
    by="field",
    fields=(Field(name="color", options=words.COLORS),),
)

field = Entity(
    model=RuntimeField,
    name="meta.field",
    one=_("field"),
    many=_("fields"),
    title=_("Fields"),
    icon="columns",
    fields=(
        Field(name="object", options=shaping.places_with_fields, required=True),
        Field(name="kind", options=KIND_OPTIONS, required=True),
        Field(name="target", options=shaping.linkable),
        Field(name="currency", options=CURRENCIES),
        Field(name="stem", hidden=True),
        Field(name="rollup", options=shaping_computed.HOW),
        Field(name="printed", options=PRINTED),
        Field(name="rollup_object", options=shaping.objects_with_fields),
    ),
    columns=("name", "object", "kind", "required", "unique", "indexed", "guarded", "changed_at"),
    form=(
        Section("main", _("Main"), ("name", "object", "kind", "target", "choices", "currency")),
        Section("words", _("Words"), ("label_ru", "label_de", "label_en")),
        Section("hints", _("Hints"), ("help_ru", "help_de", "help_en"), True),
        Section(
            "values",
            _("Values"),
            ("required", "unique", "default", "low", "high", "length", "pattern", "depends"),
        ),
        Section(
            "computed",
            _("Computed"),
            (
                "formula",
                "rollup",
                "rollup_object",
                "rollup_by",
                "rollup_field",
                "rollup_filter",
                "series",
            ),
            True,
        ),
        Section("more", _("More"), ("indexed", "guarded", "printed", "position"), True),
    ),
    lines=(choices,),
    search=("label_ru", "label_de", "label_en"),
    sort="object,position",
    features=("bin", "export"),
    owned=False,
    small=False,
    by_name=True,
    schema=True,
    runtime_fields=False,
    setup=("object", "label_en", "label_ru", "label_de"),
    before=shaping.check_field,
    after=shaping.follow_field,
)

builtin = Entity(
    model=BuiltinField,
    name="meta.builtin",
    one=_("settings of a field of the program"),
    many=_("settings of fields of the program"),
    title=_("Fields of the program"),
    icon="columns",
    fields=(Field(name="object", options=shaping.objects_of_ours, required=True),),
    columns=("name", "object", "field", "required", "changed_at"),
    form=(
        Section("main", _("Main"), ("name", "object", "field", "required", "choices")),
        Section("words", _("Words"), ("label_ru", "label_de", "label_en")),
        Section("hints", _("Hints"), ("help_ru", "help_de", "help_en"), True),
    ),
    lines=(builtin_choices,),
    sort="object,field",
    features=("bin", "export"),
    owned=False,
    small=False,
    by_name=True,
    schema=True,
    runtime_fields=False,
    setup=("object", "field"),
    before=builtin_rules.check_builtin,
    after=builtin_rules.follow_builtin,
)

own_object = Entity(
    model=RuntimeObject,
    name="meta.object",
    one=_("object"),
    many=_("objects"),
    title=_("Objects"),
    icon="product",
    fields=(
        Field(name="icon", options=ICONS),
        Field(name="group", options=GROUPS),
        Field(
            name="pipeline",
            help=_("Its records go through stages, with a board, as deals do"),
        ),
    ),
    columns=("name", "code", "icon", "group", "pipeline", "changed_at"),
    form=(
        Section("main", _("Main"), ("name", "code", "icon", "group", "pipeline")),
        Section("one", _("One of them"), ("one_ru", "one_de", "one_en")),
        Section("many", _("Many of them"), ("many_ru", "many_de", "many_en")),
    ),
    search=("code", "many_ru", "many_de", "many_en"),
    sort="name",
    features=("bin", "export"),
    owned=False,
    small=False,
    by_name=True,
    schema=True,
    runtime_fields=False,
    setup=("code",),
    before=shaping.check_object,
    after=shaping.follow_object,
)

PLACES = (
    Option("form", _("form")),
    Option("quick", _("short form for new records")),
    Option("list", _("columns of the list")),
    Option("caller", _("caller's card")),
)

layout = Entity(
    model=Layout,
    name="meta.layout",
    one=_("layout"),
    many=_("layouts"),
    title=_("Forms and lists"),
    icon="columns",
    fields=(
        Field(name="object", options=layout_rules.arrangeable, required=True),
        Field(name="place", options=PLACES, required=True),
        Field(name="definition", required=True),
    ),
    columns=("name", "object", "place", "role", "changed_at"),
    form=(Section("main", _("Main"), ("name", "object", "place", "role", "definition")),),
    search=("name",),
    sort="object,place",
    features=("bin", "export"),
    owned=False,
    small=False,
    by_name=True,
    schema=True,
    runtime_fields=False,
    setup=("object", "place", "role"),
    before=layout_rules.check_layout,
    after=layout_rules.follow_layout,
)

rate = Entity(
    model=ExchangeRate,
    name="meta.rate",
    one=_("exchange rate"),
    many=_("exchange rates"),
    title=_("Exchange rates"),
    icon="money",
    title_field="pair",
    note_field="on",
    fields=(
        Field(name="pair", read_only=True),
        Field(name="currency", required=True, help=_("Three letters, such as EUR")),
        Field(name="base", help=_("Empty: the firm's own currency")),
        Field(name="on", required=True, help=_("Holds until the day of a newer one")),
        Field(name="units", default=1, help=_("What so many units cost, such as 100 yen")),
        Field(name="rate", required=True),
        Field(name="source", help=_("For instance the central bank")),
    ),
    columns=("pair", "on", "units", "rate", "source", "changed_at"),
    form=(Section("main", _("Main"), ("currency", "base", "on", "units", "rate", "source")),),
    quick=("currency", "on", "units", "rate", "base"),
    search=("currency", "base"),
    sort="-on",
    features=("bin", "import", "export"),
    owned=False,
    small=False,
    open_to_all=True,
    runtime_fields=False,
    before=rates.check_rate,
)

module = Module(
    name="meta",
    title=_("Fields, objects and forms"),
    entities=(field, builtin, own_object, layout, rule, rate),
    menu=(
        Menu("meta.object", _("Objects"), "product", "settings", 10, "meta.object"),
        Menu("meta.field", _("Fields"), "columns", "settings", 11, "meta.field"),
        Menu("meta.rule", _("Rules on data"), "filter", "settings", 13, "meta.rule"),
        Menu("meta.layout", _("Forms and lists"), "columns", "settings", 12, "meta.layout"),
        Menu("meta.rate", _("Exchange rates"), "money", "settings", 14, "meta.rate"),
    ),
    required=True,
)
