"""Which shard holds a file: by the hash of its path, so that it stays where it is."""

from dataclasses import dataclass
from pathlib import Path

from xxhash import xxh3_64_intdigest

FOLDER = "shards"


@dataclass(frozen=True, slots=True)
class Shard:
    """One shard of ``count``, by its number from 0."""

    number: int
    count: int

    def holds(self, path: str) -> bool:
        """Return whether a file, by its path in the folder of articles, is of this shard."""
        digest = xxh3_64_intdigest(path.encode("utf-8", "surrogatepass"))
        return digest % self.count == self.number

    def folder(self, index_dir: Path) -> Path:
        """Return where this shard's own index lies."""
        return index_dir / FOLDER / f"{self.number:03d}"


def shards(count: int) -> list[Shard]:
    """Return all shards of an archive."""
    return [Shard(number, count) for number in range(count)]
