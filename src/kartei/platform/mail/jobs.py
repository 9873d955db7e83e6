"""The mail lane of the worker: one thread per account that has something to send."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta
from uuid import UUID

from django.db import Error, close_old_connections, connection
from django.utils import timezone

from kartei.platform.flow.lanes import lane
from kartei.platform.flow.schedule import every
from kartei.platform.mail.delivery import Desk, all_letters, drain, due_accounts, find_lost
from kartei.platform.mail.states import SENDING

log = logging.getLogger(__name__)
#: Seconds between two looks into the queue.
POLL = 1.0
#: Accounts served at the same time by one process.
TOGETHER = 8
#: How long the words of a confidential letter are kept that could not be sent.
KEPT = timedelta(days=2)


@lane
def send_letters(stopping: threading.Event) -> None:
    """Look, and serve each account in a thread of its own: a silent server delays only its own."""
    desk, busy = Desk(), dict[UUID, threading.Thread]()
    while not stopping.is_set():
        try:
            look(desk, busy, stopping)
        except Error:
            log.exception("the database does not answer")
        close_old_connections()
        stopping.wait(POLL)
    connection.close()


def look(desk: Desk, busy: dict[UUID, threading.Thread], stopping: threading.Event) -> None:
    """One look: signs of life, lost letters, accounts with something to send."""
    desk.beat()
    find_lost()
    for key in [key for key, thread in busy.items() if not thread.is_alive()]:
        del busy[key]
    for key in due_accounts(timezone.now()):
        if key not in busy and len(busy) < TOGETHER:
            busy[key] = threading.Thread(target=serve, args=(key, desk, stopping), daemon=True)
            busy[key].start()


def serve(key: UUID, desk: Desk, stopping: threading.Event) -> None:
    """A thread's work; a fault is logged and the letters stay in the queue."""
    try:
        drain(key, desk, stopping)
    except Exception:
        log.exception("letters of account %s could not be handed over", key)
    finally:
        connection.close()


@every("mail.sweep", seconds=3600)
def forget_words() -> None:
    """The words of confidential letters that were never sent do not stay."""
    old = all_letters().filter(confidential=True, changed_at__lt=timezone.now() - KEPT)
    old.exclude(sealed="").exclude(state=SENDING).update(sealed="")
