"""Log lines: ``time=… level=… name=… event="…"`` on standard error, without personal data.

Requests are logged without query strings, bodies and addresses; code that logs gives ids only.
"""

import json
import logging
from datetime import UTC, datetime
from typing import Any


class KeyValueFormatter(logging.Formatter):
    """One line per record as key=value; a traceback follows on its own lines."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of RECORD; values with blanks are quoted."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = (
            f"time={moment} level={record.levelname.lower()} name={record.name}"
            f" pid={record.process} event={json.dumps(record.getMessage(), ensure_ascii=False)}"
        )
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


def logging_for(level: str) -> dict[str, Any]:
    """The logging configuration (``logging.config.dictConfig``) for LEVEL: debug, info, warning or
    error.
    """
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": "kartei.web.logs.KeyValueFormatter"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level.upper()},
        "loggers": {
            # A wrong question is the asker's matter; only our own faults are news.
            "django.request": {"level": "ERROR"},
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            # It tells of every attempt, under whatever name was typed; the lock itself is answered.
            "axes": {"level": "ERROR"},
        },
    }
