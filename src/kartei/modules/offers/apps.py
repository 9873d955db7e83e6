"""Django's entry to the module."""

from django.apps import AppConfig


class OffersConfig(AppConfig):
    """Offers and their lines."""

    name = "kartei.modules.offers"
    label = "offers"

    def ready(self) -> None:
        from kartei.modules.documents.contract import Pages, register, register_pages
        from kartei.modules.offers.page import links
        from kartei.modules.offers.rules.kind import KIND
        from kartei.platform.mail import purposes

        purposes.add(KIND.letter)
        register(KIND)
        register_pages(KIND.object, Pages(links.found, links.make))
