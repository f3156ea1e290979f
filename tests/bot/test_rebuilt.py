"""An index that was brought up to date change by change answers as one that was built in one."""

import shutil
from pathlib import Path

import pytest

from bot import Bot
from index import build
from index.rebuild import merging
from tests.bot.test_golden import ANSWERABLE, ARTICLES

ASKED = 6


def test_the_answers_do_not_depend_on_how_the_index_came_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merging, "SMALL", 0)
    monkeypatch.setattr(merging, "MOST_DEAD", 1)
    source = tmp_path / "articles"
    source.mkdir()
    names = sorted(path.name for path in ARTICLES.iterdir())
    for name in names[::2]:
        (source / name).write_text(f"Zuerst stand anderes hier, am Anfang von {name}.")
        shutil.copy(ARTICLES / name, source / f"copy-of-{name}")
    build(source, tmp_path / "index")
    for first in range(2):
        for name in names[first::2]:
            shutil.copy(ARTICLES / name, source / name)
            (source / f"copy-of-{name}").unlink(missing_ok=True)
        build(source, tmp_path / "index")
    build(source, tmp_path / "whole")
    bots = [Bot(tmp_path / name, reader="none") for name in ("index", "whole")]
    assert len(bots[0].index.manifest.segments) > len(bots[1].index.manifest.segments) == 1
    for question in ANSWERABLE[:: len(ANSWERABLE) // ASKED]:
        answers = [bot.ask(question.question) for bot in bots]
        assert answers[0] == answers[1], question.id
    listings = [bot.search("Kestrup") for bot in bots]
    assert listings[0] == listings[1]
    assert listings[0].articles
