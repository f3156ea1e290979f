"""Tables with one article a row: JSON Lines and CSV, columns by name."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from index.formats.base import Reading, UnreadableError
from index.formats.encoding import decode
from index.formats.fields import NamedValuesReader, reading_of, shown_names
from index.messages import Code
from index.metadata.field_names import FIELD_NAMES, Names, holds_text, known
from index.text.tables import as_table

if TYPE_CHECKING:
    from _csv import Reader as CsvLines

_LEAST_LINES = 3
# A table that names no texts is one of facts from so many rows on, if they are no longer than this.
_LEAST_FACTS = 2
_FACT_CHARS = 80
# So many rows show whether a column holds prose.
_LOOKED_AT = 50
_EXAMPLES = ", ".join(FIELD_NAMES["text"][:5])
_NO_DELIMITER = "\x1f"
_LINE_END = re.compile("\r\n|\n|\r")
_SEPARATOR = re.compile(r"sep=([,;\t|])\r?\n")


@dataclass(frozen=True)
class JsonLinesReader(NamedValuesReader):
    """Reads .jsonl and .ndjson: an object a line. ``names`` are those of each field."""

    suffixes = (".jsonl", ".ndjson")

    def read(self, data: bytes) -> Iterator[Reading]:
        """Yield one article a line that is not blank; ``row`` is the line's number."""
        for row, line in enumerate(decode(data).split("\n"), 1):
            if not line.strip():
                continue
            try:
                fields = json.loads(line)
            except (ValueError, RecursionError):
                yield Reading("", row=row, problem=Code.NO_JSON())
                continue
            if isinstance(fields, dict):
                yield reading_of(row, fields, self.names)
            else:
                yield Reading("", row=row, problem=Code.NO_JSON_OBJECT())


@dataclass(frozen=True)
class CsvReader(NamedValuesReader):
    """Reads .csv and .tsv: separated by comma, semicolon, bar or tab, names in the first row.

    ``names`` are those of each field.
    """

    suffixes = (".csv", ".tsv")

    def read(self, data: bytes) -> Iterator[Reading]:
        """Yield one article a row; ``row`` counts from 1 below the names.

        A table of facts, without a title or a text of any article, is one article. Raises
        UnreadableError if no column is named as one that holds the text.
        """
        text = decode(data)
        csv.field_size_limit(max(len(text), 131_072))
        if told := _SEPARATOR.match(text):  # as Excel writes it above the names
            text = text[told.end() :]
        names = text.partition("\n")[0]
        delimiter = told[1] if told else max(",;\t|", key=names.count)
        if delimiter not in names:  # one column, in whose texts there are commas
            delimiter = _NO_DELIMITER
        rows = _lines(text, delimiter)
        first_line = 2 if told else 1
        try:
            header = next(rows, [])
        except csv.Error as error:
            raise UnreadableError(Code.COLUMN_NAMES_NOT_READ(error=str(error))) from error
        if not holds_text(header, _first_rows(text, delimiter), self.names):
            if facts := _facts(rows, header, self.names):
                yield Reading(facts)
                return
            raise UnreadableError(
                Code.NO_TEXT_COLUMN(examples=_EXAMPLES, names=shown_names(header))
            )
        yield from _articles(rows, header, delimiter, first_line, self.names)


def _lines(text: str, delimiter: str) -> "CsvLines":
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _first_rows(text: str, delimiter: str) -> Iterator[list[str]]:
    """Yield the first rows below the names, as far as they can be read."""
    try:
        yield from islice(_lines(text, delimiter), 1, _LOOKED_AT)
    except csv.Error:
        return


def _facts(rows: "CsvLines", header: Sequence[str], names: Names) -> str:
    """Return the text of a table whose rows are no articles; nothing if they may be."""
    if len(header) < 2 or known(header, "title", names):
        return ""
    try:
        table = [values for values in rows if any(values)]
    except csv.Error:
        return ""
    longest = max((len(value) for values in table for value in values), default=0)
    if len(table) < _LEAST_FACTS or longest > _FACT_CHARS:
        return ""
    return as_table(header, table)


def _articles(
    rows: "CsvLines", header: Sequence[str], delimiter: str, first_line: int, names: Names
) -> Iterator[Reading]:
    """Yield an article a row below the names; ``first_line`` is the number of the names' line.

    A row whose quotation marks do not pair is named. One that runs on over the next lines for that
    would swallow the rows in them: it is the last one. One that a later quotation mark happens to
    close is kept, since such a field may be meant, and remarked on.
    """
    row = 0
    while True:
        before = rows.line_num
        try:
            values = next(rows)
        except StopIteration:
            return
        except csv.Error:
            row, line = row + 1, before + first_line
            if rows.line_num > before + 1:
                yield Reading(
                    "",
                    row=row,
                    problem=Code.QUOTATION_NOT_CLOSED(line=line),
                )
                return
            yield Reading(
                "",
                row=row,
                problem=Code.QUOTATION_NOT_PAIRED(line=line),
            )
            continue
        if not values:
            continue
        row += 1
        if len(values) > len(header):
            yield Reading("", row=row, problem=Code.ROW_TOO_LONG())
        else:
            reading = reading_of(row, _named(header, values), names)
            if _holds_rows(values, len(header), delimiter):
                first, last = before + first_line, rows.line_num + first_line - 1
                reading = replace(reading, remark=Code.ROWS_JOINED(first=first, last=last))
            yield reading


def _holds_rows(values: Sequence[str], width: int, delimiter: str) -> bool:
    """Return whether a row of several lines looks like as many rows: a stray mark joined them.

    Then each of its lines, the first and the last too, parts just ``width`` fields. In prose a
    blank follows a comma. Two lines alone may do so by chance.
    """
    parts = [_LINE_END.split(value) for value in values]
    long = [column for column, lines in enumerate(parts) if len(lines) > 1]
    if width < 2 or len(long) != 1:
        return False
    (column,) = long
    lines = parts[column]
    delimiters = [line.count(delimiter) for line in lines]
    delimiters[0] += column
    delimiters[-1] += len(values) - 1 - column
    return (
        len(lines) >= _LEAST_LINES
        and set(delimiters) == {width - 1}
        and not any(f"{delimiter} " in line for line in lines)
    )


def _named(header: Sequence[str], values: Sequence[str]) -> Mapping[str, str]:
    """Return a row's values by their names; of two columns of one name the first that is filled."""
    named: dict[str, str] = {}
    for name, value in zip(header, values, strict=False):
        if not named.get(name):
            named[name] = value
    return named
