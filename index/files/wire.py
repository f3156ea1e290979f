"""What a reading process sends: articles and their parts as bytes, cheap to take apart.

A message is its kind, the length of a JSON header, the header with one entry an item, and the
arrays' bytes in the order of the header. One that says which file within a file is begun has that
name as its header.
"""

import json
import struct
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

import numpy as np

from index.files.articles import Remark, Skipped
from index.files.prepare import ARRAYS, Prepared
from index.messages import Message
from index.types import Article

_START = struct.Struct("<BI")
_MORE, _LAST, _BEGUN = 0, 1, 2

Item = Article | Prepared | Remark | Skipped


def encode(items: Iterable[Item], done: bool) -> bytes:
    """Return items as a message; ``done``: no other message about their file follows."""
    entries: list[Any] = []
    blocks: list[bytes] = []
    for item in items:
        if isinstance(item, Prepared):
            arrays = [getattr(item, name) for name in ARRAYS]
            sizes = [len(item.line), *map(len, arrays)]
            entries.append(["Prepared", [item.sha256, item.terms, sizes]])
            blocks += (item.line, *(array.tobytes() for array in arrays))
        elif isinstance(item, Article):
            entries.append(["Article", asdict(item)])
        elif isinstance(item, Remark):
            entries.append(["Remark", [item.path, item.text.as_json()]])
        else:
            entries.append(["Skipped", [item.path, item.reason.as_json(), item.sha256]])
    header = json.dumps(entries).encode()
    return b"".join((_START.pack(_LAST if done else _MORE, len(header)), header, *blocks))


def is_last(message: bytes) -> bool:
    """Return whether a message is the last one about its file."""
    return message[0] == _LAST


def encode_begun(member: str) -> bytes:
    """Return the message that a file within a file is begun."""
    header = json.dumps(member).encode()
    return _START.pack(_BEGUN, len(header)) + header


def begun(message: bytes) -> str | None:
    """Return the name of the file within a file that a message says is begun, if it does."""
    return str(json.loads(message[_START.size :])) if message[0] == _BEGUN else None


def decode(message: bytes) -> Iterator[Item]:
    """Yield the items of a message."""
    _, length = _START.unpack_from(message)
    position = _START.size + length
    for kind, fields in json.loads(message[_START.size : position]):
        if kind == "Article":
            yield Article(**fields)
            continue
        if kind == "Remark":
            yield Remark(fields[0], Message.from_json(fields[1]))
            continue
        if kind == "Skipped":
            yield Skipped(fields[0], Message.from_json(fields[1]), fields[2])
            continue
        sha256, terms, (line_length, *rows) = fields
        line = message[position : position + line_length]
        position += line_length
        arrays = {}
        for (name, (dtype, width)), count in zip(ARRAYS.items(), rows, strict=True):
            values = count * max(width, 1)
            array = np.frombuffer(message, dtype, values, position)
            arrays[name] = array.reshape(-1, width) if width else array
            position += array.nbytes
        yield Prepared(line=line, sha256=sha256, terms=terms, **arrays)
