"""How uploaded files reach the disk: in pieces, and never more than one file may have."""

from __future__ import annotations

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class LimitedUpload(TemporaryFileUploadHandler):
    """Reads a file of any size to its end, but keeps no more of it than settings.FILE_LIMIT.

    The size it reports is the true one: whoever takes the file answers 413 by it.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Keep a piece while there is room."""
        if start + len(raw_data) <= settings.FILE_LIMIT:
            self.file.write(raw_data)
        return None
