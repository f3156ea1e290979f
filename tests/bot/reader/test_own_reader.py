"""The reader that zitat brings, as it is."""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot import Bot
from bot.ahead import load_ahead
from bot.interrupt import AskerGoneError, Gone, working_for
from bot.reader import own
from bot.reader.own import OwnReader
from bot.reader.passages import Passage
from bot.text.sentences import split_sentences
from index import build
from index.errors import ModelError
from index.model.check import write_checksums
from tests.conftest import ROOT

WEIGHTS = ROOT / "bot" / "reader" / "weights"


@pytest.fixture(scope="module")
def reader() -> OwnReader:
    return OwnReader.load()


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Put a copy of the weights in place of those that zitat brings, and return its folder."""
    shutil.copytree(WEIGHTS, tmp_path / "weights")
    monkeypatch.setattr(own, "files", lambda _: tmp_path)
    return tmp_path / "weights"


def passage_of(text: str, head: str = "") -> Passage:
    sentences = tuple(split_sentences(text))
    return Passage("a.txt", text[:8], text, head, sentences, 0, len(sentences) - 1)


def test_tokens_stand_in_the_text_where_their_offsets_say(reader: OwnReader) -> None:
    text = "Der  Bürgermeister von Übersee\nheißt Jürgen Öler. Er kam 2019 ins Amt."
    (said,) = reader.read("Wie heißt der Bürgermeister?", [passage_of(text, "Übersee")])
    words = [text[start:end] for start, end in said.offsets]
    assert "".join(words) == "".join(text.split())
    assert not any(word != word.strip() for word in words)


def test_a_passage_read_alone_or_among_others_says_nearly_the_same(reader: OwnReader) -> None:
    one = passage_of("Die Brücke in Linz ist 140 Meter lang.")
    other = passage_of("Am Abend spielte das Orchester drei Werke von Haydn. " * 5)
    (alone,) = reader.read("Wie lang ist die Brücke?", [one])
    among = reader.read("Wie lang ist die Brücke?", [other, one])[1]
    assert abs(alone.starts - among.starts).max() < 0.5


@pytest.mark.parametrize(
    "text",
    [
        "…",
        "ひらがな と カタカナ。",
        "Слово за слово.",
        "\U0001f600 \U0001f680!",
        "a" * 20_000,
        "Wort " * 5_000,
        "o\u0308" * 300,
    ],
)
def test_odd_passages_are_read(reader: OwnReader, text: str) -> None:
    (said,) = reader.read("w" * 500, [passage_of(text, head="Titel " * 400)])
    assert len(said.offsets) == len(said.starts) == len(said.ends)
    assert all(0 <= start <= end <= len(text) for start, end in said.offsets)


def test_nothing_is_read_where_nothing_is_given(reader: OwnReader) -> None:
    assert reader.read("Wer?", []) == []


def test_many_threads_read_the_same_as_one(reader: OwnReader) -> None:
    passages = [passage_of(f"Haus {n} hat {n + 3} Zimmer.") for n in range(8)]
    wanted = [reader.read("Wie viele Zimmer?", [one])[0].starts for one in passages]
    found: dict[int, bool] = {}

    def ask(place: int) -> None:
        (said,) = reader.read("Wie viele Zimmer?", [passages[place]])
        found[place] = bool((said.starts == wanted[place]).all())

    threads = [threading.Thread(target=ask, args=(place,)) for place in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == dict.fromkeys(range(8), True)


@pytest.mark.parametrize("name", ["reader.onnx", "tokenizer.json"])
def test_a_missing_or_damaged_reader_is_refused_by_its_file(copied: Path, name: str) -> None:
    content = bytearray((copied / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copied / name).write_bytes(content)
    with pytest.raises(ModelError, match=rf"{name} is damaged.*install zitat again"):
        OwnReader.load()
    (copied / name).unlink()
    with pytest.raises(ModelError, match=rf"{name} is missing.*install zitat again"):
        OwnReader.load()


def test_a_reader_that_is_whole_and_none_is_refused_with_the_way_out(copied: Path) -> None:
    (copied / "reader.onnx").write_bytes(b"no graph")
    write_checksums(copied, ("reader.onnx", "tokenizer.json"))
    with pytest.raises(ModelError, match=r"cannot be loaded.*ZITAT_READER=none"):
        OwnReader.load()


def test_what_is_loaded_ahead_is_what_is_taken_and_a_fault_is_told_to_who_takes_it(
    copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ZITAT_READER", raising=False)

    def load_now(*arguments: str) -> None:
        load_ahead(arguments)
        for thread in threading.enumerate():
            if thread.name == "load ahead":
                thread.join()

    (copied / "reader.onnx").unlink()
    load_now()
    with pytest.raises(ModelError, match=r"reader\.onnx is missing"):
        OwnReader.load()
    shutil.copy(WEIGHTS / "reader.onnx", copied)
    load_now("--reader", "none")
    graph = (copied / "reader.onnx").rename(copied / "graph")
    with pytest.raises(ModelError, match=r"reader\.onnx is missing"):
        OwnReader.load()  # it was not read
    graph.rename(copied / "reader.onnx")
    load_now()
    (copied / "reader.onnx").unlink()  # it was read already
    assert OwnReader.load() is OwnReader.load()


def test_the_library_that_reads_tells_nobody_and_leaves_nothing_in_the_home_folder(
    tmp_path: Path,
) -> None:
    environment = {name: value for name, value in os.environ.items() if "TELEMETRY" not in name}
    environment |= {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    program = "from bot.reader.own import OwnReader; OwnReader.load()"
    subprocess.run([sys.executable, "-c", program], env=environment, check=True)
    assert list(tmp_path.rglob("*")) == []


def test_the_weights_are_small_enough_for_git() -> None:
    assert sum(path.stat().st_size for path in WEIGHTS.iterdir()) < 45_000_000
    sums = json.loads((WEIGHTS / "checksums.json").read_text())
    assert {"reader.onnx", "tokenizer.json", "weighing.json", "calibration.json"} <= set(sums)


def test_other_words_than_the_articles_are_understood(
    write_articles: Callable[..., Path], tmp_path: Path
) -> None:
    folder = write_articles(
        {
            "a.txt": "Neue Leitung im Klinikum\n\nGeschäftsführerin des Klinikums Waldau ist seit "
            "April Beate Kranz. Ihr Vorgänger Uwe Sandner ging in den Ruhestand. Das Haus hat 310 "
            "Betten und beschäftigt 740 Menschen.",
            "b.txt": "Sommerfest\n\nZum Fest im Park kamen 2.000 Gäste. Der Eintritt war frei.",
        }
    )
    build(folder, tmp_path / "index")
    bot = Bot(tmp_path / "index", reader=own.NAME)
    answer = bot.ask("Wer ist die Chefin des Klinikums Waldau?")
    assert answer.candidates[0].span == "Beate Kranz"
    assert bot.ask("Wie viele Angestellte hat das Klinikum?").candidates[0].span is not None
    start, end = answer.candidates[0].span_offsets or (0, 0)
    assert answer.candidates[0].text[start:end] == answer.candidates[0].span
    assert Bot(tmp_path / "index", reader="none").fitted_to.reader is None


def test_a_cell_answers_and_its_table_s_heads_stand_above_it(
    write_articles: Callable[..., Path], tmp_path: Path
) -> None:
    rows = "".join(f"{year}\t{year * 7 % 900}\t{year * 3 % 90}\n" for year in range(1950, 2021))
    folder = write_articles(
        {
            "a.txt": "Feste in Waldau\n\nDie Stadt hat gezählt.\n\nBesuch der Feste\n"
            f"Jahr\tGäste\tHelfer\n{rows}",
            "b.txt": "Sommerfest\n\nZum Fest im Park kam der Bürgermeister. Der Eintritt war frei.",
        }
    )
    build(folder, tmp_path / "index")
    bot = Bot(tmp_path / "index", reader=own.NAME)
    answer = bot.ask("Wie viele Helfer gab es beim Fest in Waldau im Jahr 2011?")
    assert answer.candidates[0].span == str(2011 * 3 % 90)
    assert answer.text == f"2011\t{2011 * 7 % 900}\t{2011 * 3 % 90}"
    context = answer.candidates[0].context
    assert context is not None
    assert context.quote == "Besuch der Feste\nJahr\tGäste\tHelfer"
    # The words of the heads find the row in a part of the table far below them.
    last = bot.index.chunks[-2]
    assert "Helfer" not in last.text
    assert len(bot.index.chunks) - 2 in bot.index.lexical.scores(["helf"]).rows


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    """Return a bot over a small archive: a series, a notice in capitals, closed streets."""
    folder = tmp_path_factory.mktemp("notes")
    for month, beds in zip(("April", "Mai", "Juni", "Juli"), (310, 296, 288, 301), strict=True):
        (folder / f"{month}.txt").write_text(
            f"Klinikum Waldau im {month}\n\nIm Klinikum Waldau waren im {month} {beds} Betten "
            "belegt. Geschäftsführerin Beate Kranz sprach von einem ruhigen Monat.",
            encoding="utf-8",
        )
    (folder / "sturm.txt").write_text(
        "STURM ÜBER ROSENAU\n\nBEIM STURM ÜBER ROSENAU WURDEN SIEBEN HÄUSER BESCHÄDIGT. DIE "
        "FEUERWEHR WAR DIE GANZE NACHT IM EINSATZ.",
        encoding="utf-8",
    )
    (folder / "fest.txt").write_text(
        "Stadtfest\n\n- Die Gerbergasse ist zwischen Markt und Kirche gesperrt.\n- Am Kirchplatz "
        "gilt ein Parkverbot.",
        encoding="utf-8",
    )
    build(folder, folder / ".index")
    return Bot(folder / ".index", reader=own.NAME)


def test_what_all_issues_of_a_series_say_competes_with_nothing(notes: Bot) -> None:
    answer = notes.ask("Wer ist Geschäftsführerin des Klinikums Waldau?")
    assert answer.span == "Beate Kranz"
    sure = {c.confidence for c in answer.candidates if c.text.startswith("Geschäftsführerin")}
    assert len(sure) == 1


def test_capitals_are_read_as_small_letters_and_quoted_as_they_are(notes: Bot) -> None:
    answer = notes.ask("Wie viele Häuser wurden beim Sturm über Rosenau beschädigt?")
    assert answer.text == "BEIM STURM ÜBER ROSENAU WURDEN SIEBEN HÄUSER BESCHÄDIGT."
    assert answer.span is not None
    assert "SIEBEN" in answer.span


def test_a_compound_of_the_question_s_word_answers_which(notes: Bot) -> None:
    assert notes.ask("Welche Gasse ist zwischen Markt und Kirche gesperrt?").span in (
        "Gerbergasse",
        "Die Gerbergasse",
    )


class LeftMeanwhile:
    """The real session; the asker leaves as soon as the reading has begun."""

    def __init__(self, session: Any, gone: Gone) -> None:
        self._session, self._gone = session, gone

    def run(self, names: None, given: dict[str, Any], options: Any) -> list[Any]:
        self._gone.leave()
        found: list[Any] = self._session.run(names, given, options)
        return found


def test_a_reading_that_has_begun_ends_when_the_asker_leaves(
    reader: OwnReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, text = Gone(), passage_of("Die Brücke in Linz ist 140 Meter lang.")
    with monkeypatch.context() as patched:
        patched.setattr(reader, "_session", LeftMeanwhile(reader._session, gone))
        with working_for(gone), pytest.raises(AskerGoneError):
            reader.read("Wie lang ist die Brücke?", [text])
    with working_for(gone), pytest.raises(AskerGoneError):  # nor does another begin
        reader.read("Wie lang ist die Brücke?", [text])
    (said,) = reader.read("Wie lang ist die Brücke?", [text])  # others' go on
    assert len(said.starts)


def test_the_question_of_an_asker_who_left_is_not_tried_again(seed_bot: Bot) -> None:
    gone = Gone()
    gone.leave()
    with working_for(gone), pytest.raises(AskerGoneError):
        seed_bot.ask("Wer ist der Chef von OpenAI?")
    assert seed_bot.ask("Wer ist der Chef von OpenAI?").candidates
