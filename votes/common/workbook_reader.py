"""A process of its own that reads one workbook (.xlsx): the file comes on standard input, JSON goes out.

A file of 6 KB can name a cell so far out that the reading library aborts the whole process for want of
memory. So a stranger's workbook is read apart, with limits of memory and time, and the server never goes
down with it. This file is run by its path and imports nothing of the house.
"""

import datetime
import io
import itertools
import json
import posixpath
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import python_calamine

MEMORY = 1024 * 1024 * 1024
SECONDS = 20
ERROR_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3}[0-9]{1,7})"[^>]*?\bt="e"')
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def limit() -> None:
    """Bound this process: memory, time of the processor, and no core file when it aborts."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def plain(cell: Any) -> Any:
    """A cell as JSON can carry it; a date as `{"date": "2026-02-27"}`."""
    if isinstance(cell, datetime.datetime):
        return {"date": str(cell.date())} if cell.time() == datetime.time() else str(cell)
    if isinstance(cell, datetime.date):
        return {"date": str(cell)}
    return cell if isinstance(cell, (str, float, int)) else str(cell)


def rows(sheet: python_calamine.CalamineSheet, most_columns: int) -> Iterator[list[Any]]:
    """All rows from the first line and the first column on, so that places are those Excel shows."""
    before = [""] * (sheet.start[1] if sheet.start else 0)
    for row in sheet.iter_rows():
        yield [plain(cell) for cell in [*before, *row][:most_columns]]


def sheets(data: bytes, most_rows: int, most_columns: int) -> list[dict[str, Any]]:
    """The visible sheets that hold anything, with their true size and the cells that show an error."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    wrong, found = errors(data), []
    for about in book.sheets_metadata:
        sheet = book.get_sheet_by_name(about.name)
        if about.visible == python_calamine.SheetVisibleEnum.Visible and sheet.height:
            first = list(itertools.islice(rows(sheet, most_columns), most_rows))
            size = {"height": sheet.total_height + 1, "width": sheet.total_width + 1}
            found.append({"name": about.name, "rows": first, "errors": wrong.get(about.name, []), **size})
    return found


def errors(data: bytes) -> dict[str, list[str]]:
    """Cells such as `F5` that show #REF! or #DIV/0!, by sheet; the library itself hands them out as blank."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    paths = {link.get("Id"): link.get("Target", "") for link in tree(archive, "xl/_rels/workbook.xml.rels")}
    found = {}
    for sheet in tree(archive, "xl/workbook.xml").findall(".//{*}sheet"):
        path = posixpath.normpath(posixpath.join("/xl", paths.get(sheet.get(RELATION), "")))[1:]
        if path in archive.namelist():
            places = ERROR_CELL.findall(archive.read(path))
            found[sheet.get("name", "")] = [place.decode() for place in places]
    return found


def tree(archive: zipfile.ZipFile, path: str) -> ElementTree.Element:
    """One part of the workbook, parsed; entities that would swell only use up this process's own limits."""
    return ElementTree.fromstring(archive.read(path))  # noqa: S314


if __name__ == "__main__":
    limit()
    most_rows, most_columns = int(sys.argv[1]), int(sys.argv[2])
    json.dump(sheets(sys.stdin.buffer.read(), most_rows, most_columns), sys.stdout)
