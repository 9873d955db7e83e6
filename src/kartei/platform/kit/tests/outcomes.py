"""What a reading function did with an odd text: its value, or the fault it raised."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from kartei.platform.kit.faults import ValueFault

_Value = TypeVar("_Value")
_Given = ParamSpec("_Given")


def outcome(
    read: Callable[_Given, _Value], *args: _Given.args, **kwargs: _Given.kwargs
) -> _Value | ValueFault:
    """The value read or the `ValueFault`; any other exception fails the test."""
    try:
        return read(*args, **kwargs)
    except ValueFault as fault:
        return fault
