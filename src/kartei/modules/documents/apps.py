"""Django's entry to the module."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Own firms, country packs and the drawing of documents."""

    name = "kartei.modules.documents"
    label = "documents"
