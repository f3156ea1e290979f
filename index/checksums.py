"""Checksums of files."""

import hashlib
from pathlib import Path

from xxhash import xxh3_128

_PIECE_BYTES = 1 << 26


def checksum_of(path: Path) -> str:
    """Return the hex XXH3-128 of a file's bytes."""
    with path.open("rb") as file:
        digest = xxh3_128()
        # In large pieces: between two, a thread waits for the others to let Python go on.
        while piece := file.read(_PIECE_BYTES):
            digest.update(piece)
        return digest.hexdigest()


def sha256_of(path: Path) -> str:
    """Return the hex SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
