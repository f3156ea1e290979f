"""JSON: an object with named fields, or a list of such objects, perhaps under a name."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from index.field_names import Names, names_of
from index.formats.base import Reading, UnreadableError
from index.formats.encoding import decode
from index.formats.fields import reading_of
from index.formats.rows import JsonLinesReader


@dataclass(frozen=True)
class JsonReader:
    """Reads .json. ``names`` are those of each field."""

    suffixes = (".json",)
    names: Names = field(default_factory=names_of)

    def with_names(self, names: Names) -> "JsonReader":
        """Return the reader for other names of fields."""
        return replace(self, names=names)

    def read(self, data: bytes) -> Iterator[Reading]:
        """Yield one article an object; ``row`` is its number in the list, from 1.

        Raises UnreadableError for what is no JSON, or holds no object with a text.
        """
        text = decode(data)
        try:
            value = json.loads(text)
        except RecursionError as error:
            raise UnreadableError("is no JSON") from error
        except ValueError as error:
            lines = list(
                JsonLinesReader(self.names).read(data)
            )  # an object a line, under another name
            if len(lines) < 2 or lines[0].problem is not None:
                raise UnreadableError("is no JSON") from error
            yield from lines
            return
        if isinstance(value, Mapping):
            single = reading_of(None, value, self.names)
            if single.problem is None:
                yield single
                return
            value = next((v for v in value.values() if _holds_objects(v)), None)
        if not _holds_objects(value):
            raise UnreadableError(
                "is JSON without an article: expected an object with a text, or a list of such"
            )
        for row, item in enumerate(value, 1):
            if isinstance(item, Mapping):
                yield reading_of(row, item, self.names)
            else:
                yield Reading("", row=row, problem="is no JSON object with named fields")


def _holds_objects(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(item, Mapping) for item in value)
