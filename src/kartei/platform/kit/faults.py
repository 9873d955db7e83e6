"""The one exception of the kit: a value that cannot be what it claims to be."""


class ValueFault(ValueError):
    """A value was refused.

    `code` is stable and is the key of the text shown to people, for example `phone.too_short`,
    `date.invalid`, `money.digits`. `params` fill that text; they are plain strings and numbers.
    """

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __repr__(self) -> str:
        shown = "".join(f", {name}={value!r}" for name, value in self.params.items())
        return f"ValueFault({self.code!r}{shown})"
