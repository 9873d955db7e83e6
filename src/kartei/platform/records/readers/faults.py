"""The one exception of the file readers."""


class FileFault(ValueError):
    """A file was refused, whole or at a place.

    `code` is stable and the key of the text for people: `file.empty`, `file.kind` (not a table;
    the kind seen is in `kind`), `file.binary`, `file.damaged`, `file.password`, `file.bomb`,
    `file.dtd`, `file.too_large`, `file.too_many_rows`, `file.too_many_columns`,
    `file.line_too_long`,
    `file.cell_too_long`, `file.too_slow`, `file.sheet`, `file.encoding`, `file.delimiter`.
    `params` fill the text (`limit`, `row`, `kind`, `name`).
    """

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __repr__(self) -> str:
        shown = "".join(f", {name}={value!r}" for name, value in self.params.items())
        return f"FileFault({self.code!r}{shown})"
