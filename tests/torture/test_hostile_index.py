"""An index whose checksums agree but whose files nobody's rebuild wrote. No crash, no memory."""

import json
import os
import random
import resource
from pathlib import Path

import numpy as np
import pytest

from index import Index, build
from index.checksums import sha256_of
from index.errors import StoredIndexError
from index.store.generations import current_generation
from index.store.manifest import CHECKSUM, NAME, hash_files, sizes_of
from tests.index.fakes import LetterEmbedder
from tests.torture.host import CONFIG, sources

COUNT = 200 if os.environ.get("ZITAT_TORTURE") else 24
SHAPES = ["(9999999999999,)", "(3000000000, 3)", "(-1,)", "(2, 2, 2)", "()", "('a',)", "(0, 3)"]
TYPES = ["<i8", "|O", "<f4", "<U99999999", "<M8[s]", "nonsense", "|V8"]


def sign(folder: Path) -> None:
    """Make the manifest's checksums those of the files as they are."""
    manifest = json.loads((folder / NAME).read_text())
    manifest["files"], manifest["sizes"] = hash_files(folder), sizes_of(folder)
    (folder / NAME).write_text(json.dumps(manifest))
    (folder / CHECKSUM).write_text(sha256_of(folder / NAME))


def crafted(file: Path, chance: random.Random) -> bytes:
    """Return other bytes for a file: a false header, numbers out of range, or broken JSON."""
    data = file.read_bytes()
    if file.suffix != ".npy":
        return chance.choice(
            [b"[" * 100_000, b"{}", b'["a"]\n', b"null\n", data[: len(data) // 2], b"\xff" + data]
        )
    if chance.random() < 0.5:
        header = f"{{'descr': {chance.choice(TYPES)!r}, 'fortran_order': False, "
        header += f"'shape': {chance.choice(SHAPES)}, }}"
        padded = header.encode().ljust(117) + b"\n"
        return b"\x93NUMPY\x01\x00" + len(padded).to_bytes(2, "little") + padded + data[128:]
    start = len(data) - np.load(file).nbytes
    if start == len(data):
        return data[:64]
    place = chance.randrange(start, len(data))
    return (
        data[:place]
        + chance.choice([b"\xff", b"\x7f"]) * min(8, len(data) - place)
        + data[place + 8 :]
    )


@pytest.mark.filterwarnings("ignore:overflow encountered:RuntimeWarning")
def test_a_crafted_index_is_refused_or_opens_within_its_bounds(tmp_path: Path) -> None:
    index_dir = tmp_path / "index"
    build(sources(tmp_path)["old"], index_dir, CONFIG, embedder=LetterEmbedder())
    folder = current_generation(index_dir)
    files = [p for p in sorted(folder.rglob("*")) if p.is_file() and p.name not in (NAME, CHECKSUM)]
    chance = random.Random(4)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    refused = 0
    for number in range(COUNT):
        file = files[number * max(len(files) // COUNT, 1) % len(files)]
        whole = file.read_bytes()
        file.write_bytes(crafted(file, chance))
        sign(folder)
        try:
            index = Index.open(index_dir)
            for chunk in index.chunks:
                assert chunk.text == index.articles[chunk.article_row].text[chunk.start : chunk.end]
            assert (index.lexical.scores(["artikel"]).rows < len(index.chunks)).all()
        except StoredIndexError:
            refused += 1
        file.write_bytes(whole)
    assert refused > COUNT // 4
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 1_000_000
    sign(folder)
    assert Index.open(index_dir).articles


def test_no_module_reads_pickles() -> None:
    root = Path(__file__).parent.parent.parent
    for path in [*(root / "index").rglob("*.py"), *(root / "bot").rglob("*.py")]:
        text = path.read_text("utf-8")
        assert "import pickle" not in text, path
        assert "allow_pickle=True" not in text, path
