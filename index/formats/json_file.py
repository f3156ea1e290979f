"""JSON: an object with named fields, or several, in a list or by name, wherever they lie."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

from index.formats.base import Reading, UnreadableError
from index.formats.encoding import decode
from index.formats.fields import NamedValuesReader, reading_of
from index.formats.rows import JsonLinesReader
from index.messages import Code

# So deep in an answer of an interface the articles may lie.
_DEEPEST = 3


@dataclass(frozen=True)
class JsonReader(NamedValuesReader):
    """Reads .json. ``names`` are those of each field."""

    suffixes = (".json",)

    def read(self, data: bytes) -> Iterator[Reading]:
        """Yield one article an object; ``row`` is its number in the list, from 1.

        Raises UnreadableError for what is no JSON, or holds no object with a text.
        """
        text = decode(data)
        try:
            value = json.loads(text)
        except RecursionError as error:
            raise UnreadableError(Code.NO_JSON()) from error
        except ValueError as error:
            lines = list(
                JsonLinesReader(self.names).read(data)
            )  # an object a line, under another name
            if len(lines) < 2 or lines[0].problem is not None:
                raise UnreadableError(Code.NO_JSON()) from error
            yield from lines
            return
        if isinstance(value, Mapping) and not self._are_articles(list(value.values())):
            single = reading_of(None, value, self.names)
            if single.problem is None:
                yield single
                return
        found = self._list_in(value)
        if found is None:
            raise UnreadableError(Code.NO_JSON_ARTICLE())
        for row, item in enumerate(found, 1):
            if isinstance(item, Mapping):
                yield reading_of(row, item, self.names)
            else:
                yield Reading("", row=row, problem=Code.NO_JSON_OBJECT())

    def _list_in(self, value: object, depth: int = 0) -> list[Any] | None:
        """Return the list of objects in some value, that with texts first, wherever it lies."""
        if _holds_objects(value):
            return value
        if not isinstance(value, Mapping) or depth == _DEEPEST:
            return None
        inner = list(value.values())
        if self._are_articles(inner):
            return inner
        lists = [found for one in inner if (found := self._list_in(one, depth + 1)) is not None]
        with_text = (one for one in lists if any(map(self._is_article, one)))
        return next(with_text, lists[0] if lists else None)

    def _are_articles(self, values: Sequence[object]) -> bool:
        """Return whether values are several articles, named by their keys."""
        return len(values) > 1 and all(map(self._is_article, values))

    def _is_article(self, value: object) -> bool:
        return isinstance(value, Mapping) and reading_of(1, value, self.names).problem is None


def _holds_objects(value: object) -> TypeGuard[list[Any]]:
    return isinstance(value, list) and any(isinstance(item, Mapping) for item in value)
