"""Who may use the page: one name and password, required where others can reach it."""

import binascii
import secrets
from base64 import b64decode
from dataclasses import dataclass

from index.errors import SettingError

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_OPEN = "none"


@dataclass(frozen=True, slots=True)
class Password:
    """A name with its password."""

    name: str
    password: str

    def admits(self, authorization: str) -> bool:
        """Return whether an ``Authorization`` header (HTTP Basic) gives this name and password."""
        scheme, _, encoded = authorization.partition(" ")
        if scheme.lower() != "basic":
            return False
        try:
            given = b64decode(encoded, validate=True)
        except (binascii.Error, ValueError):
            return False
        return secrets.compare_digest(given, f"{self.name}:{self.password}".encode())


def read_password(setting: str | None, host: str) -> Password | None:
    """Return the password that ``ZITAT_AUTH`` sets for a page on ``host``; None: none is asked for.

    Raises SettingError if it is no name and password, or if there is none where it is needed.
    """
    if not setting:
        if host in LOOPBACK:
            return None
        raise SettingError(
            f"The page on {host} can be reached by others: it needs a password. Set one, as in "
            f"ZITAT_AUTH=name:password, or say that none is wanted: ZITAT_AUTH={_OPEN}"
        )
    if setting == _OPEN:
        return None
    name, colon, password = setting.partition(":")
    if not (name and colon and password):
        raise SettingError(
            "ZITAT_AUTH is not a name and a password: expected them with a colon between, as in "
            f"ZITAT_AUTH=name:password, or ZITAT_AUTH={_OPEN}"
        )
    return Password(name, password)
