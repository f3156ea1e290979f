"""Files within a file: parts of an archive, attachments of a mail."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from index.formats.base import FieldReader, Reader, Reading, UnreadableError
from index.messages import Code, Message
from index.metadata.field_names import Names

FindReader = Callable[[str], Reader | None]


@dataclass(frozen=True, slots=True)
class Watch:
    """What the process that reads a file hears of it: ``begin`` gets each member's name in time.

    ``failed``: why members that ended such a process before are not read again, by their names.
    """

    begin: Callable[[str], None]
    failed: Mapping[str, Message] = field(default_factory=dict)


@dataclass(frozen=True)
class MemberReader:
    """Reads files within a file; ``find_reader`` gives the reader of one by its name."""

    find_reader: FindReader
    watch: Watch | None = None

    def with_names(self, names: Names) -> Self:
        """Return the reader whose files have these names of fields."""

        def find(name: str) -> Reader | None:
            reader = self.find_reader(name)
            return reader.with_names(names) if isinstance(reader, FieldReader) else reader

        return replace(self, find_reader=find)

    def member(self, name: str, data: bytes) -> Iterator[Reading]:
        """Yield the articles of a file within; one that cannot be read has a ``problem``."""
        if self.watch is not None:
            if (reason := self.watch.failed.get(name)) is not None:
                yield Reading("", member=name, problem=reason)
                return
            self.watch.begin(name)
        count = 0
        try:
            reader = self.find_reader(name)
            if reader is None:
                raise UnreadableError(Code.FORMAT_NOT_READ())
            for reading in reader.read(data):
                count += 1
                inner = f"{name}#{reading.member}" if reading.member else name
                yield replace(reading, member=inner)
            if not count:
                raise UnreadableError(Code.NO_ARTICLE())
        except UnreadableError as error:
            yield Reading("", member=name, problem=error.message)
        except MemoryError:
            raise
        except Exception as error:  # a damaged file makes its library raise whatever it likes
            yield Reading("", member=name, problem=damage_of(error))


def damage_of(error: Exception) -> Message:
    """Return that a file is damaged, with what its library says of it, as one clause."""
    said = " ".join(str(error).split())[:200].replace(". ", "; ")
    return Code.DAMAGED(error=f"{type(error).__name__} {said}".rstrip(" .;:"))
