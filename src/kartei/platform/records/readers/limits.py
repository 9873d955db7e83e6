"""Bounds within which a file is read, so that none can exhaust the machine."""

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one reading; sizes in bytes, times in seconds.

    `unpacked` and `ratio` bound what a zipped file may grow to (ASVS 5.2.3), `entries` its
    members; `memory` and `seconds` bound the process that reads spreadsheets.
    """

    size: int = 200 * MIB
    unpacked: int = 200 * MIB
    ratio: int = 200
    entries: int = 5_000
    rows: int = 1_000_000
    columns: int = 1_000
    line: int = 12 * MIB
    memory: int = 1_024 * MIB
    seconds: int = 60
