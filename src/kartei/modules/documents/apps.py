"""Django's entry to the module."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Own firms, country packs and the drawing of documents."""

    name = "kartei.modules.documents"
    label = "documents"

    def ready(self) -> None:
        from kartei.modules.documents.rules.letterhead import letterhead
        from kartei.platform.mail import look

        look.use(letterhead)
