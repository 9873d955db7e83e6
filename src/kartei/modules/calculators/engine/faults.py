"""What is wrong with a calculator or with what was entered, without words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """A stable code with what its words need.

    at: the parameter that was entered, or a place in the calculator such as
    ``("tables", 0, "cells")``; empty: nowhere in particular.
    """

    code: str
    params: dict[str, Any] = field(default_factory=dict)
    at: tuple[str | int, ...] = ()


class Refused(Exception):
    """Faults, in the order in which they were found."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = faults
