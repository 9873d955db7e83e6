"""Django's entry to the module."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Own firms, country packs and the drawing of documents."""

    name = "kartei.modules.documents"
    label = "documents"

    def ready(self) -> None:
        from kartei.modules.documents.papers.issue import kept
        from kartei.modules.documents.rules.letterhead import letterhead
        from kartei.platform.mail import look
        from kartei.platform.records import files

        look.use(letterhead)
        files.keep(kept)
