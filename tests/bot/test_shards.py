"""An archive in shards answers as one that was built in one, however it is cut and changed."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import Bot, Filters
from bot.cli import as_text
from bot.types import Answer
from bot.web.archive.generation import Archive
from bot.web.reply.messages import reply_to
from bot.web.words.texts import ENGLISH, GERMAN
from index import Index, build
from index.embedding.embedder import Embedder
from index.shards.building import build_shards, shards_of
from index.shards.dealing import Shard
from index.shards.gathered import GatheredSearch
from index.shards.search import ShardSearch
from index.store import index as stored_index
from index.store import search
from index.store.generations import current_generation

EXAMPLES = 50 if os.environ.get("ZITAT_TORTURE") else 5
QUESTIONS = (
    "Wer ist Bürgermeister von Ulm?",
    "Was kostete das Museum in Kiel?",
    "Wie viel kostete die Brücke 2015?",
    "Who opened the museum in Bremen?",
    "wer eröffnete das musuem?",
)
TOWNS, NAMES = ("Ulm", "Kiel", "Bremen"), ("Karl Brunner", "Anna Weber", "Jo Schulz")
THINGS = ("das Museum", "die Brücke", "das Rathaus")
NOTICE = "Weitere Informationen finden Sie auf unserer Webseite."

articles = st.builds(
    lambda town, name, thing, cost, day, year: (
        f"{town} feiert\n\n{town}, {day}. März {year}. Der Bürgermeister von {town}, {name}, "
        f"eröffnete gestern {thing}. Gekostet hat es {cost} Millionen Euro.\n\n{NOTICE}\n"
    ),
    *map(st.sampled_from, (TOWNS, NAMES, THINGS)),
    st.integers(2, 40),
    st.integers(1, 28),
    st.integers(2012, 2018),
)
files = st.dictionaries(
    st.builds("{}{}.txt".format, st.sampled_from(("", "a/", "b/c/")), st.integers(0, 30)),
    articles,
    min_size=1,
    max_size=15,
)


class LocalShards:
    """All shards in this process."""

    def __init__(self, archive: search.Archive) -> None:
        self._shards = [
            ShardSearch(archive.folder, number) for number in range(len(archive.manifest.shards))
        ]

    def ask(self, method: str, arguments: Mapping[int, tuple[Any, ...]]) -> Mapping[int, Any]:
        return {
            number: getattr(self._shards[number], method)(*these)
            for number, these in arguments.items()
        }


def in_shards(archive: search.Archive) -> GatheredSearch:
    return GatheredSearch(archive, LocalShards(archive))


def write(folder: Path, texts: dict[str, str]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def check_same(found: Answer, expected: Answer) -> None:
    """Check that both are the same but for the last digits of the confidence."""
    assert found.searched == 1.0
    both = [asdict(answer) for answer in (found, expected)]
    confidences = [
        [answer.confidence, *(one.confidence for one in answer.candidates)]
        for answer in (found, expected)
    ]
    assert confidences[0] == pytest.approx(confidences[1], abs=1e-4)
    assert rounded(both[0]) == rounded(both[1])


def rounded(value: object) -> object:
    """Return what an answer holds without its confidences and scores."""
    if isinstance(value, dict):
        return {k: rounded(v) for k, v in value.items() if k not in ("confidence", "score")}
    return list(map(rounded, value)) if isinstance(value, list | tuple) else value


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(st.tuples(files, st.integers(1, 5)), min_size=1, max_size=2))
def test_shards_answer_as_one_index(
    tmp_path: Path, embedder: Embedder, steps: list[tuple[dict[str, str], int]]
) -> None:
    source, one, many = (tmp_path / name for name in ("articles", "one", "many"))
    shutil.rmtree(many, ignore_errors=True)
    for texts, count in steps:
        write(source, texts)
        report = build_shards(source, count, many, embedder=embedder)
        shutil.rmtree(one, ignore_errors=True)
        expected = build(source, one, embedder=embedder)
        assert (report.articles, report.chunks) == (expected.articles, expected.chunks)
        assert report.duplicates == expected.duplicates
        assert Index.open(many).files == Index.open(one).files
        for name in set(stored_index.ARRAYS) - {stored_index.RUNS, stored_index.LIVE}:
            both = [(current_generation(folder) / name).read_bytes() for folder in (many, one)]
            assert both[0] == both[1], name
    assert shards_of(many) == steps[-1][1]
    plain, whole, gathered = Bot(one), Bot(many), Bot(many, search=in_shards)
    for question in QUESTIONS:
        expected_answer = plain.ask(question)
        check_same(whole.ask(question), expected_answer)
        check_same(gathered.ask(question), expected_answer)
    filters = Filters(date_from="2014-01-01")
    check_same(
        gathered.ask(QUESTIONS[0], filters=filters), plain.ask(QUESTIONS[0], filters=filters)
    )
    lists = [rounded(asdict(bot.search("Museum Ulm"))) for bot in (gathered, plain)]
    assert lists[0] == lists[1]


class Away(LocalShards):
    """Shards of which one does not answer."""

    def ask(self, method: str, arguments: Mapping[int, tuple[Any, ...]]) -> Mapping[int, Any]:
        return super().ask(method, {one: of for one, of in arguments.items() if one != 1})


def test_a_shard_that_does_not_answer_is_said_and_fails_no_question(
    tmp_path: Path, embedder: Embedder
) -> None:
    texts = {f"{i}.txt": f"Ort{i}\n\nIn Ort{i} steht ein Turm von {i} Metern." for i in range(12)}
    write(tmp_path / "articles", texts)
    build_shards(tmp_path / "articles", 3, tmp_path / "index", embedder=embedder)
    lost = [path for path in sorted(texts) if Shard(1, 3).holds(path)]
    bot = Bot(tmp_path / "index", search=lambda archive: GatheredSearch(archive, Away(archive)))
    share = pytest.approx(1 - len(lost) / len(texts))
    for path in texts:
        answer = bot.ask(f"Wie hoch ist der Turm in {texts[path].split()[0]}?")
        assert answer.searched == share
        assert not {candidate.citation.path for candidate in answer.candidates} & {*lost}
    assert bot.search("Turm").searched == share
    both = bot.ask("Wie hoch ist der Turm in Ort1? Wie hoch ist der Turm in Ort2?")
    assert [one.searched for one in (both, *both.parts)] == [share] * 3
    assert [one.searched for one in bot.ask_many(["Wo steht ein Turm?"])] == [share]
    assert f"nur {1 - len(lost) / len(texts):.0%} der Artikel" in as_text(answer)
    for texts_of in (GERMAN, ENGLISH):
        shown = reply_to(answer, Archive(bot).sources_of(answer), texts_of)
        assert f"{1 - len(lost) / len(texts):.0%}".rstrip("%") in shown
