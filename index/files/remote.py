"""Folders at an address of fsspec: opened, listed, and why they cannot be. Imports fsspec.

What a library says of an error is not shown: it may hold keys, or addresses that are signed with
one. Shown are the names of its errors, the code that a service gave, and what the system says.
"""

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from multiprocessing.connection import wait
from typing import IO, Any

from fsspec.core import url_to_fs
from fsspec.registry import known_implementations

from index.errors import SourceError
from index.files.address import RemoteFolder
from index.files.calls import Calls
from index.files.heads import name_key
from index.files.scan import Entry, Facts, RemoteFile
from index.messages import Code

_BLOCK_BYTES = 1 << 20  # asked for at once, of a file that is read piece by piece
_EXTRA = ("s3", "s3a")  # protocols whose library zitat[remote] brings
AT_ONCE = 16  # requests to one service
# What changes with each writing of an object, and when it was written, by the names of services.
_VERSIONS = ("ETag", "etag", "generation", "VersionId", "version_id", "md5Hash", "content_md5")
_TIMES = ("LastModified", "last_modified", "updated", "mtime", "modified", "created", "modify")
_DENIED = re.compile("Credential|Auth|Token|SSO|Denied|Forbidden")
_DENIED_STATUS = (401, 403)
_CODE = re.compile(r"[A-Za-z0-9]{1,60}")


@dataclass(frozen=True, slots=True)
class OpenFolder:
    """A folder that can be read: ``system`` is fsspec's, ``root`` the folder's path in it."""

    folder: RemoteFolder
    system: Any
    root: str

    @property
    def at_once(self) -> int:
        """How many threads may use it: connections that are no asyncio are not shared."""
        return AT_ONCE if self.system.async_impl else 1

    def path(self, relative: str) -> str:
        """Return the path of what lies in the folder."""
        return f"{self.root}/{relative}" if relative else self.root

    def refuse_if_closed(self) -> None:
        """Raise SourceError if the folder itself is gone, closed or away."""
        try:
            self.system.info(self.root)
        except Exception as error:
            raise failure(self.folder, error) from None

    def listed(self, folders: Sequence[str]) -> Iterator[tuple[str, list[Entry]]]:
        """Yield folders, given by their relative paths, with what they hold.

        One that is gone by now holds nothing. Raises SourceError.
        """
        todo = list(reversed(folders))
        with Calls[str, list[dict[str, Any]]]() as calls:
            while todo or len(calls):
                while todo and len(calls) < self.at_once:
                    path = todo.pop()
                    calls.start(path, partial(self._list, path))
                wait([calls.bell])
                for path, found in calls.ended():
                    if isinstance(found, FileNotFoundError) and path:
                        continue
                    if isinstance(found, Exception):
                        raise failure(self.folder, found, path) from None
                    yield path, self._entries(path, found)

    def _list(self, path: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.system.ls(self.path(path), detail=True)
        return found

    def _entries(self, path: str, found: Sequence[dict[str, Any]]) -> list[Entry]:
        start, prefix = f"{self.path(path)}/", f"{path}/" if path else ""
        entries = []
        for info in found:
            name = str(info["name"])
            # The folder itself may be listed, as an object without a name in it.
            if not name.startswith(start):
                if name == self.path(path) and info["type"] == "file":
                    raise SourceError(Code.FOLDER_IS_FILE(folder=(self.folder / path).rstrip("/")))
                continue
            name, kind = name.removeprefix(start).rstrip("/"), info["type"]
            if not name and kind == "file":
                continue
            if not name or "\0" in name or kind not in ("file", "directory", "link"):
                # "a//b": a folder that has no name
                name, kind = name.replace("\0", "\\0") or "/", "other"
            size, facts = info.get("size"), _facts(self.folder, info)
            remote = RemoteFile(self.folder, size if isinstance(size, int) else None, facts)
            entries.append(Entry(name, kind, self.folder / f"{prefix}{name}", remote))
        return entries

    def file(self, path: str) -> tuple[IO[bytes], int]:
        """Return a file, opened, and its size in bytes. Raises SourceError."""
        try:
            file = self.system.open(self.path(path), "rb", block_size=_BLOCK_BYTES)
            file.read(1)
            file.seek(0)
            return file, int(file.size)
        except Exception as error:
            raise failure(self.folder, error, path) from None

    def facts_now(self, path: str) -> Facts | None:
        """Return the facts of a file as they are now; None if they cannot be told."""
        try:
            return _facts(self.folder, self.system.info(self.path(path)))
        except Exception:  # whatever the library raises: the file's hash is not kept
            return None


def open_folder(folder: RemoteFolder) -> OpenFolder:
    """Open a folder with credentials as its library finds them. Raises SourceError."""
    protocol = folder.address.partition("://")[0]
    try:
        system, root = url_to_fs(folder.address, skip_instance_cache=True)
    except ImportError as error:
        told = known_implementations.get(protocol, {}).get("err", "")
        how = "pip install 'zitat[remote]'" if protocol in _EXTRA else told.rstrip(".")
        raise SourceError(Code.PROTOCOL_NOT_INSTALLED(folder=str(folder), how=how)) from error
    except ValueError as error:
        raise SourceError(Code.PROTOCOL_UNKNOWN(folder=str(folder))) from error
    except Exception as error:
        raise failure(folder, error) from None
    return OpenFolder(folder, system, root.rstrip("/"))


def failure(folder: RemoteFolder, error: Exception, path: str = "") -> SourceError:
    """Return why a folder, or a folder ``path`` in it, cannot be read."""
    place = folder / path if path else str(folder)
    if isinstance(error, FileNotFoundError):
        return SourceError(Code.NO_FOLDER(folder=place))
    if isinstance(error, NotADirectoryError):
        return SourceError(Code.FOLDER_IS_FILE(folder=place))
    if is_denied(error):
        return SourceError(Code.FOLDER_DENIED(folder=place, error=said(error)))
    return SourceError(Code.FOLDER_NOT_REACHED(folder=place, error=said(error)))


def is_denied(error: BaseException) -> bool:
    """Return whether access was denied, or no credentials were found."""
    status = getattr(error, "status", None)
    named = _DENIED.search(type(error).__name__) is not None
    return isinstance(error, PermissionError) or named or status in _DENIED_STATUS


def said(error: BaseException | None) -> str:
    """Return an error's name, and those of its causes, with the code that a service gave."""
    words: list[str] = []
    while error is not None and len(words) < 6:
        response = getattr(error, "response", None)
        code = None
        with suppress(LookupError, TypeError, AttributeError):
            code = response["Error"]["Code"]  # type: ignore[index]
        number = getattr(error, "errno", None)
        words.append(type(error).__name__)
        words += [code] if isinstance(code, str) and _CODE.fullmatch(code) else []
        words += [os.strerror(number)] if isinstance(number, int) and number > 0 else []
        error = error.__cause__ or error.__context__
    return ", ".join(dict.fromkeys(words))


def _facts(folder: RemoteFolder, info: dict[str, Any]) -> Facts | None:
    """Return by what a file is known that has not changed; None where nothing tells it.

    A version stands for itself; a time of writing counts only once it is past, as of a file here.
    """
    size = info.get("size")
    versions = [f"{name}={info[name]}" for name in _VERSIONS if info.get(name)]
    times = [info[name] for name in _TIMES if info.get(name)]
    if not isinstance(size, int) or not (versions or times):
        return None
    key = name_key("\0".join((*versions, *map(str, times))))
    written = 0 if versions else max(map(_nanoseconds, times))
    return size, written, 0, key, name_key(str(folder))


def _nanoseconds(when: object) -> int:
    """Return a time, as a library gives it, in ns since 1970; one that is none never settles."""
    if isinstance(when, str):
        with suppress(ValueError):
            when = datetime.fromisoformat(when)
    if isinstance(when, datetime):
        when = when.timestamp()
    return int(when * 1_000_000_000) if isinstance(when, int | float) else 2**62
