"""Tables with one article a row: JSON Lines and CSV, columns by name."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping

from index.formats.base import Reading, UnreadableError
from index.formats.encoding import decode

# The field of an article, and the names of a column that holds it.
COLUMNS = {
    "text": ("text", "body", "content", "inhalt"),
    "title": ("title", "headline", "titel"),
    "date": ("date", "published", "datum"),
    "source": ("source", "publisher", "quelle"),
    "url": ("url", "link"),
}

_SEPARATOR = re.compile(r"sep=([,;\t|])\r?\n")


class JsonLinesReader:
    """Reads .jsonl: an object a line."""

    suffixes = (".jsonl",)

    def read(self, data: bytes) -> Iterator[Reading]:
        """Yield one article a line that is not blank; ``row`` is the line's number."""
        for row, line in enumerate(decode(data).split("\n"), 1):
            if not line.strip():
                continue
            try:
                fields = json.loads(line)
            except (ValueError, RecursionError):
                yield Reading("", row=row, problem="is no JSON")
                continue
            if isinstance(fields, dict):
                yield _reading(row, fields)
            else:
                yield Reading("", row=row, problem="is no JSON object with named fields")


class CsvReader:
    """Reads .csv: separated by comma, semicolon or tab, names in the first row."""

    suffixes = (".csv",)

    def read(self, data: bytes) -> Iterator[Reading]:
        """Yield one article a row; ``row`` counts from 1 below the names.

        Raises UnreadableError if no column is named as one that holds the text.
        """
        text = decode(data)
        csv.field_size_limit(max(len(text), 131_072))
        if told := _SEPARATOR.match(text):  # as Excel writes it above the names
            text = text[told.end() :]
        names = text.partition("\n")[0]
        delimiter = told[1] if told else max(",;\t", key=names.count)
        rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
        found = [name.strip().lower() for name in rows.fieldnames or []]
        if not set(found) & set(COLUMNS["text"]):
            raise UnreadableError(
                f"has no column named {' or '.join(COLUMNS['text'])}: "
                "name the columns in the first row"
            )
        for row, fields in enumerate(rows, 1):
            yield _reading(row, fields)


def _reading(row: int, fields: Mapping[str | None, object]) -> Reading:
    named = {
        name.strip().lower(): value.strip("\r\n") if name.lower() not in COLUMNS["text"] else value
        for name, value in fields.items()
        if isinstance(name, str) and isinstance(value, str)
    }
    values = {
        field: next((named[name] for name in names if named.get(name, "").strip()), None)
        for field, names in COLUMNS.items()
    }
    text = values.pop("text")
    if None in fields:
        return Reading("", row=row, problem="has more fields than the first row has names")
    if text is None:
        return Reading("", row=row, problem="has no text")
    return Reading(text, row=row, **values)
