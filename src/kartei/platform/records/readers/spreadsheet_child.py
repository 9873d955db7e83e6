"""Reads one spreadsheet in a process of its own and prints its rows as JSON lines.

Why a process: the reader lays a sheet out as a full rectangle, so a file of two cells, A1 and
XFD1048576, asks for half a terabyte, and a failed allocation ends the whole process at once. Here
only this child ends, within its own memory limit, and the server lives on.

Standard input is the file; arguments: the sheet (empty: the first with rows), memory in bytes,
seconds, most rows, most columns. First line: an object with `sheets`, `sheet`, `height`, `width`,
`merged` — or only `fault` and `params`. Then arrays of `[row number, [cells]]`, then `null`.
"""

import contextlib
import datetime
import faulthandler
import json
import os
import sys
from decimal import Decimal
from typing import Any

import python_calamine as calamine

_BATCH = 400


def main(arguments: list[str]) -> None:
    """Read, print, and say what went wrong by a stable code."""
    wanted, memory, seconds, rows, columns = arguments
    _limit_memory(int(memory))
    with open(os.devnull, "w") as nowhere:
        faulthandler.dump_traceback_later(int(seconds), exit=True, file=nowhere)
        try:
            workbook = calamine.load_workbook(sys.stdin.buffer)
            name, sheet = _chosen(workbook, wanted)
        except calamine.PasswordError:
            return _say({"fault": "file.password"})
        except calamine.WorksheetNotFound:
            return _say({"fault": "file.sheet", "params": {"name": wanted}})
        except MemoryError:
            return _say({"fault": "file.too_large", "params": {"limit": int(memory)}})
        except BaseException:  # noqa: BLE001 - a panic of the reader is no ordinary Exception
            return _say({"fault": "file.damaged"})
        faulthandler.cancel_dump_traceback_later()
    # The corners are counted from zero; `total_height` of the library is one short.
    bottom, right = sheet.end or (-1, -1)
    if bottom >= int(rows):
        return _say({"fault": "file.too_many_rows", "params": {"limit": int(rows)}})
    if right >= int(columns):
        return _say({"fault": "file.too_many_columns", "params": {"limit": int(columns)}})
    return _print(workbook, name, sheet)


def _limit_memory(most: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        # Not on Windows; there the process alone is the protection.
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _chosen(workbook: calamine.CalamineWorkbook, wanted: str) -> tuple[str, Any]:
    """The sheet asked for, else the first visible one that has rows, else the first."""
    if wanted:
        return wanted, workbook.get_sheet_by_name(wanted)
    visible = [
        one.name
        for one in workbook.sheets_metadata
        if one.visible == calamine.SheetVisibleEnum.Visible
        and one.typ == calamine.SheetTypeEnum.WorkSheet
    ]
    names = visible or workbook.sheet_names
    for name in names:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.height:
            return name, sheet
    return names[0], workbook.get_sheet_by_name(names[0])


def _print(workbook: calamine.CalamineWorkbook, name: str, sheet: Any) -> None:
    bottom, right = sheet.end or (-1, -1)
    left = (sheet.start or (0, 0))[1]
    _say(
        {
            "sheets": workbook.sheet_names,
            "sheet": name,
            "height": bottom + 1,
            "width": right + 1,
            "merged": sheet.merged_cell_ranges or [],
        }
    )
    batch: list[tuple[int, list[str]]] = []
    # Rows are counted from the first of the sheet, cells from the first column in use.
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = [""] * left + [_text(cell) for cell in row]
        if any(cells):
            batch.append((number, cells))
        if len(batch) == _BATCH:
            _say(batch)
            batch = []
    _say(batch)
    _say(None)


def _text(cell: Any) -> str:
    """A cell as text: numbers as typed (15 digits, no exponent), days and moments as ISO 8601."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        shown = format(cell, ".15g")
        return format(Decimal(shown), "f") if abs(cell) < 1e30 else shown
    if isinstance(cell, datetime.datetime):
        midnight = cell.time() == datetime.time()
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "seconds")
    return str(cell)


def _say(what: Any) -> None:
    sys.stdout.write(json.dumps(what, ensure_ascii=True, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
    sys.stdout.flush()
