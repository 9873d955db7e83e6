"""How products and their groups appear."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kartei.modules.catalog import words
from kartei.modules.catalog.models import Group, Product
from kartei.modules.catalog.rules import products
from kartei.platform.meta.spec import Entity, Field, Related, Section

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
    ),
    columns=("name", "picture", "article", "group", "unit", "price", "vat", "active"),
    form=(
        Section("main", _("Main"), ("name", "article", "kind", "group", "active")),
        Section("price", _("Price"), ("price", "unit", "vat", "cost")),
        Section("text", _("Description"), ("picture", "description", "synonyms")),
    ),
    quick=("name", "article", "group", "unit", "price", "vat"),
    search=("article", "synonyms"),
    duplicates=("article", "name"),
    owned=False,
    before=products.check_product,
)
