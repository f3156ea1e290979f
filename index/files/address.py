"""Where a folder of articles lies: on this machine, or at an address such as s3://bucket/folder.

Reading an address takes fsspec, an extra: ``index.files.remote`` does it, and nothing imports that
where the folder lies on this machine.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from index.errors import SettingError
from index.messages import Code

_ADDRESS = re.compile(r"(?P<protocol>[a-z][a-z0-9+.-]*)://(?P<rest>.*)", re.I | re.S)
_OF_THIS_MACHINE = ("file", "local")
# A name without a password belongs to some addresses: abfs://container@account/…, sftp://me@host/…
_PASSWORD = re.compile(r"[^@]*:[^@]*@")
_WEB = ("http", "https")


@dataclass(frozen=True, slots=True)
class RemoteFolder:
    """A folder at an address of fsspec, without a slash at its end; ``str`` gives the address.

    Raises SettingError for an address that holds a password or a query, which may be a key:
    addresses are stored and shown.
    """

    address: str

    def __post_init__(self) -> None:
        match = _ADDRESS.fullmatch(self.address)
        protocol, rest = ("", self.address) if match is None else match.groups()
        user = protocol.lower() in _WEB and "@" in rest.partition("/")[0]
        if user or "?" in self.address or _PASSWORD.match(rest):
            raise SettingError(Code.ADDRESS_WITH_KEY(protocol=protocol))

    def __str__(self) -> str:
        return self.address

    def __truediv__(self, path: str) -> str:
        """Return the address of a file in the folder, to be shown."""
        return f"{self.address.removesuffix('/')}/{path}"


Source = Path | RemoteFolder


def source_at(place: str | Source) -> Source:
    """Return the folder of articles at a path or an address. Raises as RemoteFolder does."""
    match = _ADDRESS.fullmatch(place) if isinstance(place, str) else None
    if match is None or not isinstance(place, str):
        return Path(place) if isinstance(place, str) else place
    if match["protocol"].lower() in _OF_THIS_MACHINE:
        return Path(match["rest"])
    return RemoteFolder(place if place.endswith("://") else place.rstrip("/"))


def stored(source: Source) -> str:
    """Return what ``source_at`` takes in any working folder: an absolute path, or an address."""
    return str(source.resolve()) if isinstance(source, Path) else source.address
