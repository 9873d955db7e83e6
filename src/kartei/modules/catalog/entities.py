"""How products and their groups appear."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kartei.modules.catalog import words
from kartei.modules.catalog.models import Group, Part, Product
from kartei.modules.catalog.rules import products, sets
from kartei.platform.meta.spec import Entity, Field, Lines, Related, Section

group = Entity(
    model=Group,
    name="catalog.group",
    one=_("product group"),
    many=_("product groups"),
    title=_("Product groups"),
    icon="tag",
    columns=("name", "parent"),
    form=(Section("main", _("Main"), ("name", "parent")),),
    quick=("name", "parent"),
    related=(Related("catalog.product", "group", _("Products")),),
    features=("bin", "import", "export"),
    owned=False,
    small=True,
    open_to_all=True,
    runtime_fields=False,
    setup=("name",),
    before=products.check_group,
)

product = Entity(
    model=Product,
    name="catalog.product",
    one=_("product"),
    many=_("products"),
    title=_("Products"),
    icon="product",
    note_field="article",
    fields=(
        Field(name="name", required=True),
        Field(name="kind", options=words.KINDS, default="goods"),
        Field(name="unit", options=words.UNITS, default="pcs"),
        Field(name="vat", options=words.VAT),
        Field(name="cost", guarded=True),
        Field(name="synonyms", help=_("Further words by which the product is found")),
        Field(name="active", default=True, help=_("Products not on sale stay in old documents")),
        Field(name="parts_as", options=words.PARTS_AS, default="line"),
        Field(
            name="price_by",
            options=words.PRICES_OF_SETS,
            default="own",
            help=_("A price list in which the set itself stands goes first"),
        ),
    ),
    columns=("name", "picture", "article", "group", "unit", "price", "vat", "active"),
    form=(
        Section("main", _("Main"), ("name", "article", "kind", "group", "active")),
        Section("price", _("Price"), ("price", "unit", "vat", "cost")),
        Section("text", _("Description"), ("picture", "description", "synonyms")),
        Section("set", _("Set"), ("parts", "parts_as", "price_by", "parts_discount"), True),
    ),
    quick=("name", "article", "group", "unit", "price", "vat"),
    related=(Related("pricing.price", "product", _("Prices")),),
    search=("article", "synonyms"),
    duplicates=("article", "name"),
    lines=(
        Lines(
            name="parts",
            label=_("Parts"),
            model=Part,
            by="whole",
            fields=(Field(name="part", required=True),),
        ),
    ),
    owned=False,
    prepare=sets.prepare,
    before=products.check_product,
    after=sets.follow,
)
