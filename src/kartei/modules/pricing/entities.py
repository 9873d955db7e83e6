"""How price lists, prices and discount rules appear."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kartei.modules.pricing import words
from kartei.modules.pricing.models import Approval, Discount, Limit, Price, PriceList
from kartei.modules.pricing.rules import approving, changing, checks
from kartei.platform.meta.spec import Command, Entity, Field, Related, Section

ACTIVE = Field(name="active", default=True)
WHOM = Section("whom", _("For whom"), ("groups", "companies", "persons"))
NOBODY = _("Nothing chosen here and below: for all clients")

price_list = Entity(
    model=PriceList,
    name="pricing.list",
    one=_("price list"),
    many=_("price lists"),
    title=_("Price lists"),
    icon="tag",
    fields=(
        Field(name="name", required=True),
        ACTIVE,
        Field(name="currency", help=_("Three letters, such as EUR")),
        Field(
            name="vat_mode",
            options=words.VAT_MODES,
            help=_("Nothing chosen: as the document has it"),
        ),
        Field(name="priority", help=_("Of two lists for the same client the greater one holds")),
        Field(name="groups", help=NOBODY),
    ),
    columns=(
        "name", "active", "currency", "groups", "companies", "valid_from", "valid_until",
        "priority",
    ),
    form=(
        Section("main", _("Main"), ("name", "active", "currency", "vat_mode", "priority")),
        WHOM,
        Section("days", _("Days"), ("valid_from", "valid_until")),
    ),
    quick=("name", "currency", "groups", "valid_from", "valid_until"),
    related=(Related("pricing.price", "list", _("Prices")),),
    commands=(
        Command(
            name="change_prices",
            label=_("Change prices"),
            run=changing.change_prices,
            icon="swap",
            input=(
                {"name": "percent", "kind": "percent", "label": _("By per cent"), "required": True},
                {
                    "name": "rounding",
                    "kind": "choice",
                    "label": _("Rounding"),
                    "options": words.ROUNDINGS,
                },
            ),
        ),
    ),
    features=("bin", "export"),
    owned=False,
    small=True,
    runtime_fields=False,
    before=checks.check_list_bin,
)  # fmt: skip

price = Entity(
    model=Price,
    name="pricing.price",
    one=_("price"),
    many=_("prices"),
    title=_("Prices"),
    icon="money",
    title_field="title",
    note_field="article",
    fields=(
        Field(name="title", help=_("Filled in from the product")),
        Field(name="list", required=True),
        Field(name="product", required=True),
        Field(name="price", required=True),
        Field(name="article", help=_("Finds the product where none is chosen")),
        Field(name="from_quantity", help=_("This price holds from this quantity on")),
    ),
    columns=("list", "article", "title", "from_quantity", "price"),
    form=(Section("main", _("Main"), ("list", "product", "article", "from_quantity", "price")),),
    quick=("list", "product", "from_quantity", "price"),
    search=("article",),
    sort="title",
    features=("bin", "import", "export"),
    owned=False,
    runtime_fields=False,
    prepare=checks.prepare_prices,
)

discount = Entity(
    model=Discount,
    name="pricing.discount",
    one=_("discount rule"),
    many=_("discount rules"),
    title=_("Discount rules"),
    icon="star",
    fields=(
        Field(name="name", required=True, help=_("Stands beside the discount in documents")),
        ACTIVE,
        Field(name="reach", options=words.REACHES, default="line"),
        Field(name="percent", required=True),
        Field(name="products", help=_("Nothing chosen here and below: on all products")),
        Field(name="from_sum", help=_("Of all lines together; only for the whole document")),
        Field(name="groups", help=NOBODY),
    ),
    columns=(
        "name", "active", "reach", "percent", "product_groups", "products", "groups",
        "from_quantity", "from_sum", "valid_from", "valid_until",
    ),
    form=(
        Section("main", _("Main"), ("name", "active", "reach", "percent")),
        Section("when", _("When"), ("from_quantity", "from_sum", "valid_from", "valid_until")),
        Section("what", _("On what"), ("products", "product_groups")),
        WHOM,
    ),
    quick=("name", "reach", "percent", "product_groups", "groups", "valid_from", "valid_until"),
    features=("bin", "export"),
    owned=False,
    small=True,
    runtime_fields=False,
    before=checks.check_discount,
)  # fmt: skip

limit = Entity(
    model=Limit,
    name="pricing.limit",
    one=_("price limit"),
    many=_("price limits"),
    title=_("Price limits"),
    icon="shield",
    fields=(
        Field(name="name", help=_("Filled in from the role")),
        Field(name="role", target="access.role", required=True),
        Field(name="max_discount", help=_("Of all discounts that somebody types, together")),
        Field(name="min_margin", help=_("Of the whole document")),
    ),
    columns=("role", "max_discount", "min_margin"),
    form=(Section("main", _("Main"), ("role", "max_discount", "min_margin")),),
    quick=("role", "max_discount", "min_margin"),
    features=("bin",),
    owned=False,
    small=True,
    runtime_fields=False,
    prepare=approving.prepare_limits,
)

approval = Entity(
    model=Approval,
    name="pricing.approval",
    one=_("approval"),
    many=_("approvals"),
    title=_("Approvals"),
    icon="check",
    fields=(
        Field(name="name", help=_("Filled in from the document")),
        Field(name="about", help=_("An offer, order or invoice")),
        Field(name="state", options=words.STATES, read_only=True, default="waiting"),
        Field(name="answer", read_only=True),
        Field(name="discount", read_only=True),
        Field(name="margin", read_only=True, guarded=True),
        Field(name="decided_by", target="access.user", read_only=True),
        Field(name="decided_at", read_only=True),
        Field(name="mark", read_only=True, hidden=True),
    ),
    columns=("name", "state", "about", "discount", "margin", "reason", "owner", "decided_at"),
    form=(
        Section("main", _("Main"), ("name", "state", "about", "owner", "reason")),
        Section("figures", _("Figures"), ("discount", "margin")),
        Section("decision", _("Decision"), ("decided_by", "decided_at", "answer")),
    ),
    quick=("about", "reason"),
    sort="-created_at",
    features=("timeline", "bin", "export", "owner"),
    timeline=("about",),
    runtime_fields=False,
    prepare=approving.prepare,
)  # fmt: skip
