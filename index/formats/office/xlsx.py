"""Workbooks: an article a row where a column holds texts, else an article a sheet (openpyxl)."""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from index.formats.base import Reading, UnreadableError
from index.formats.fields import NamedValuesReader, reading_of
from index.formats.office.package import refuse_bomb
from index.messages import Code
from index.metadata.field_names import Names, holds_text
from index.text.tables import as_table

_PLACES = re.compile(r"0(?:\.(0+))?")
_GERMAN_SIGNS = str.maketrans(".,", ",.")
_HEADS_WITHIN = 20  # rows
_MOST_COLUMNS = 500
_ROW_OR_COLUMN = re.compile(rb"<(?:\w+:)?(row|col)\s[^<>]*>")
_ATTRIBUTE = re.compile(rb"(\w+)=\"([^\"]*)\"")
_MOST_BLANK = 1000  # rows below each other: what follows is only formatted


@dataclass(frozen=True)
class XlsxReader(NamedValuesReader):
    """Reads .xlsx and .xlsm. ``names`` are those of each field in a table of articles."""

    suffixes = (".xlsx", ".xlsm")

    def read(self, data: bytes) -> Iterator[Reading]:
        """Yield the articles of the visible sheets; ``member`` is the sheet's name if it has one.

        A sheet without a column of texts is a table, as ``as_table`` writes it.
        """
        from openpyxl import load_workbook  # noqa: PLC0415  only for this format

        refuse_bomb(data, "XLSX")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        try:
            sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            made = book.properties.created
            found = False
            for sheet in sheets:
                member = sheet.title if len(sheets) > 1 else None
                for reading in _articles(sheet, member, made, self.names):
                    found = True
                    yield reading
        finally:
            book.close()
        if not found:
            raise UnreadableError(Code.NO_TEXT())


def _articles(
    sheet: Any, member: str | None, made: datetime | None, fields: Names
) -> Iterator[Reading]:
    rows = list(_rows(sheet))
    heads = _heads([values for _, values in rows])
    if heads is None:
        return
    names = rows[heads][1]
    if holds_text(names, (values for _, values in rows[heads + 1 :]), fields):
        for number, (_, values) in enumerate(rows[heads + 1 :], 1):
            reading = reading_of(number, dict(zip(names, values, strict=False)), fields)
            yield replace(reading, member=member)
        return
    above = ["; ".join(filter(None, values)) for _, values in rows[:heads]]
    last = max(column for column, name in enumerate(names) if name) + 1
    below = [[*values[:last], *filter(None, values[last:])] for _, values in rows[heads + 1 :]]
    table = as_table(names[:last], below) if below else "; ".join(filter(None, names))
    text = "\n".join([*above, table])
    if any(map(str.isalpha, text)):
        yield Reading(
            text,
            headline=next(iter(above), None) or member,
            file_date=made.date().isoformat() if made else None,
            member=member,
        )


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the values of each row shown and not blank, as they are read aloud."""
    blank = 0
    hidden_rows, hidden_columns = _hidden(sheet)
    for number, row in enumerate(sheet.iter_rows(max_col=_MOST_COLUMNS), 1):
        if number in hidden_rows:
            continue
        values = [_shown(cell) for at, cell in enumerate(row, 1) if at not in hidden_columns]
        if any(values):
            blank = 0
            yield number, values
        elif (blank := blank + 1) > _MOST_BLANK:
            return


def _hidden(sheet: Any) -> tuple[frozenset[int], frozenset[int]]:
    """Return the numbers of the rows and the columns that a sheet hides, from 1.

    Rows that a filter leaves out for the moment count as shown.
    """
    with sheet._get_source() as source:  # openpyxl does not tell it of sheets that it reads so
        data = source.read()
    if b"hidden=" not in data:
        return frozenset(), frozenset()
    tags = [(tag[1], dict(_ATTRIBUTE.findall(tag[0]))) for tag in _ROW_OR_COLUMN.finditer(data)]
    hidden = [(name, facts) for name, facts in tags if facts.get(b"hidden") in (b"1", b"true")]
    rows = (int(facts.get(b"r", 0)) for name, facts in hidden if name == b"row")
    spans = (
        range(int(facts.get(b"min", 1)), min(int(facts.get(b"max", 0)), _MOST_COLUMNS) + 1)
        for name, facts in hidden
        if name == b"col"
    )
    columns = frozenset(number for span in spans for number in span)
    return frozenset() if b"filterColumn" in data else frozenset(rows), columns


def _heads(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the position of the row that names the columns: the first that fills the most.

    What stands above it, in fewer columns, is the sheet's title. None if there is no row.
    """
    first = rows[:_HEADS_WITHIN]
    widths = [sum(map(bool, values)) for values in first]
    return widths.index(max(widths)) if widths else None


def _shown(cell: Any) -> str:
    """Return a cell's value as German tables show it: 12,5; 3 %; 01.02.2019."""
    value = cell.value
    if value is None or isinstance(value, bool):
        return "" if value is None else ("ja" if value else "nein")
    if isinstance(value, datetime):
        clock = f" {value:%H:%M}" if value.time() != time() else ""
        return f"{value:%d.%m.%Y}{clock}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, (int, float)):
        return _number(value, cell.number_format or "")
    return " ".join(str(value).split("\n")).strip()


def _number(value: float, written: str) -> str:
    """Return a number as its cell's format shows it, with German signs: 1.234,50 €."""
    shown = written.partition(";")[0]
    unit = next((sign for sign in ("%", "€", "$", "£") if sign in shown), "")
    number = value * 100 if unit == "%" else value
    places = _PLACES.search(shown)
    comma = "," if "#,##" in shown else ""
    decimals = places[1] if places is not None else None
    fixed = places is not None and (decimals or unit or comma)
    form = f"{comma}.{len(decimals or '')}f" if fixed else ".10g"
    text = f"{number:{form}}".translate(_GERMAN_SIGNS)
    return f"{text} {unit}" if unit else text
