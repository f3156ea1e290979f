"""Checksums of files."""

import hashlib
from pathlib import Path

from xxhash import xxh3_128


def checksum_of(path: Path) -> str:
    """Return the hex XXH3-128 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, xxh3_128).hexdigest()


def sha256_of(path: Path) -> str:
    """Return the hex SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
