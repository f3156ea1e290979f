"""What a page says to machines about its article: schema.org in JSON-LD."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from index.formats.fields import article_fields
from index.formats.markup.fragment import holds_html, text_of_html
from index.metadata.dates import iso_date

_BODY = "articleBody"
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review)$")
_ADDRESS = re.compile(r"\w+://\S+")
_TOLD = ("author", "date", "source")


def told_objects(tree: Any) -> list[Mapping[str, Any]]:
    """Return all objects that a page (lxml's tree) holds in JSON-LD, outer ones first."""
    found: list[Mapping[str, Any]] = []
    for script in tree.iterfind('.//script[@type="application/ld+json"]'):
        try:
            values: list[object] = [json.loads(script.text or "", strict=False)]
        except (ValueError, RecursionError):
            continue
        while values:
            value = values.pop(0)
            if isinstance(value, dict):
                found.append(value)
                values += (inner for inner in value.values() if isinstance(inner, list | dict))
            elif isinstance(value, list):
                values += value
    return found


def told_bodies(objects: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the texts of articles among objects, which count where the page shows none."""
    for value in objects:
        if isinstance(body := value.get(_BODY), str):
            yield text_of_html(body) if holds_html(body) else body


def told_facts(objects: Sequence[Mapping[str, Any]]) -> dict[str, str | None]:
    """Return author, date and source of the first article among objects, None for what it lacks."""
    by_id = {value["@id"]: value for value in objects if "name" in value and "@id" in value}
    for value in objects:
        if any(map(_ARTICLE.search, _types(value))):
            whole = {name: _named(inner, by_id) for name, inner in value.items()}
            fields = article_fields({**whole, _BODY: None})
            told = {name: _no_address(fields[name]) for name in _TOLD}
            return told | {"date": iso_date(told["date"])}
    return dict.fromkeys(_TOLD)


def _types(value: Mapping[str, Any]) -> list[str]:
    types = value.get("@type")
    return [one for one in (types if isinstance(types, list) else [types]) if isinstance(one, str)]


def _named(value: object, by_id: Mapping[object, Mapping[str, Any]]) -> object:
    """Return a value, one that only refers to another object as that one."""
    if isinstance(value, list):
        return [_named(one, by_id) for one in value]
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return by_id.get(value["@id"], value)
    return value


def _no_address(text: str | None) -> str | None:
    return None if text is None or _ADDRESS.match(text) else text
