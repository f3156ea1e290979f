"""``zitat index --explain``: what of one file is masked, and why."""

import json
import shutil
from pathlib import Path

import pytest

from index import explain
from index.checksums import sha256_of
from index.errors import SourceError
from index.store.generations import current_generation
from index.store.manifest import CHECKSUM, NAME
from tests.conftest import SEEDS

SECOND = SEEDS / "001_85ee735918666742.txt"
_NOT_TOLD = "What repeats across the archive is"


def test_each_masked_part_of_an_indexed_file_is_shown_with_its_reason(seed_index_dir: Path) -> None:
    (explanation,) = explain(SECOND, seed_index_dir)
    lines = explanation.render()
    assert lines[0].startswith("001_85ee735918666742.txt: 15 parts masked, ")
    credit = next(i for i, line in enumerate(lines) if "photo credit: has the form" in line)
    assert lines[credit + 1].strip() == "Foto: Jonathan Raa / NurPhoto / IMAGO"
    assert not any(_NOT_TOLD in line for line in lines)


def test_without_an_index_of_the_file_its_own_masks_are_shown_and_that_is_told(
    tmp_path: Path,
) -> None:
    (explanation,) = explain(SECOND, tmp_path)
    assert len(explanation.masks) == 15
    assert "told only for a file in the index" in explanation.render()[-1]


@pytest.mark.parametrize(
    ("text", "told"), [('{"format": 2}', "has format 2"), ("{", "no readable manifest")]
)
def test_an_index_that_cannot_be_used_is_told_with_the_command(
    seed_index_dir: Path, tmp_path: Path, text: str, told: str
) -> None:
    index_dir = Path(shutil.copytree(seed_index_dir, tmp_path / "index"))
    manifest = current_generation(index_dir) / NAME
    manifest.write_text(text)
    manifest.with_name(CHECKSUM).write_text(sha256_of(manifest))
    (explanation,) = explain(SECOND, index_dir)
    assert len(explanation.masks) == 15
    last = explanation.render()[-1]
    assert told in last
    assert "zitat index FOLDER" in last


def test_what_is_no_article_is_refused_with_the_reason(
    seed_index_dir: Path, tmp_path: Path
) -> None:
    with pytest.raises(SourceError, match="does not exist"):
        explain(tmp_path / "none.txt", seed_index_dir)
    with pytest.raises(SourceError, match="is a folder: name one article's file"):
        explain(tmp_path, seed_index_dir)
    (tmp_path / "broken.jsonl").write_text(json.dumps([1]))
    with pytest.raises(SourceError, match="is no JSON object"):
        explain(tmp_path / "broken.jsonl", seed_index_dir)
