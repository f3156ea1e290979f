"""The bench of growth: each size in processes of its own, and ratios to the smallest."""

import json
from pathlib import Path

import pytest

from bot.lab.bench.speed import scale
from bot.lab.bench.speed.build import write_archive
from index import Index, build
from index.errors import SourceError


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put some articles and questions where the evaluation data is looked for."""
    (tmp_path / "news").mkdir()
    for n in range(3):
        text = f"Brücke {n}\n\nDie Brücke {n} in Linz ist {n + 3} Meter lang und wurde neu gebaut."
        (tmp_path / "news" / f"{n}.txt").write_text(text)
    lines = '{"question": "Wie lang ist die Brücke in Linz?"}\n' * 3
    (tmp_path / "news-dev-natural.jsonl").write_text(lines)
    monkeypatch.setenv("ZITAT_EVAL_DIR", str(tmp_path))


@pytest.mark.usefixtures("news")
def test_every_figure_is_measured_once(tmp_path: Path) -> None:
    write_archive(tmp_path / "articles", 3)
    found = [figures for step in scale._STEPS.values() for figures in step(tmp_path).items()]
    assert sorted(name for name, _ in found) == sorted(scale.FIGURES)
    assert all(value > 0 for _, value in found)


@pytest.mark.slow
@pytest.mark.usefixtures("news")
def test_each_step_runs_in_a_process_of_its_own_and_is_compared_with_the_smallest() -> None:
    lines = scale.run([3]).splitlines()
    assert lines[0].split() == ["articles", "3"]
    assert len(lines) == len(scale.FIGURES) + 2
    assert all("(  1.0)" in line for line in lines[1:-1])


@pytest.mark.usefixtures("news")
def test_the_share_that_is_found_is_of_an_index_with_lists(tmp_path: Path) -> None:
    xquad = {"data": [{"paragraphs": [{"context": "", "qas": [{"question": "Wo liegt Linz?"}]}]}]}
    (tmp_path / "xquad-de-dev.json").write_text(json.dumps(xquad))
    write_archive(tmp_path / "articles", 6)
    build(tmp_path / "articles", tmp_path / "index", exact_chunks=2)
    assert Index.open(tmp_path / "index").manifest.dense
    assert 0 < scale.measure_recall(tmp_path)["recall"] <= 1


@pytest.mark.usefixtures("news")
def test_an_archive_without_room_on_the_disk_is_told_before_anything_is_measured() -> None:
    with pytest.raises(SourceError, match="no room for 1,000,000,000 articles"):
        scale.run([3, 10**9])


def test_ratios_are_those_to_the_first_size() -> None:
    small = dict.fromkeys(scale.FIGURES, 2.0)
    line = scale.render({1_000: small, 10_000: {**small, "open_seconds": 5.0}}).splitlines()
    assert next(one for one in line if one.startswith("opening")).split()[-2:] == ["(", "2.5)"]
