"""What the reader says of several times and articles: who competes with whom."""

from pathlib import Path

import numpy as np
import pytest

from bot import Bot
from bot.question import Question, read_question
from bot.rank.ranking import Ranked
from bot.reader import own
from bot.reader.read import ReadPassages, _with_mark
from bot.reader.reread import Reread
from index import build

HARVEST = "Die Winzer an der Murg ernteten {year} genau {tons} Tonnen Trauben."
ARTICLES = {
    "2021.txt": f"Weinlese {HARVEST.format(year=2021, tons='4.100')}",
    "2022.txt": f"Weinlese {HARVEST.format(year=2022, tons='5.300')} Der Regen kam spät.",
}


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    folder = tmp_path_factory.mktemp("harvest")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, "utf-8")
    build(folder, folder / ".index")
    return Bot(folder / ".index", reader=own.NAME)


def read(bot: Bot, typed: str, *hidden: str) -> tuple[Ranked, Reread]:
    question: Question = read_question(typed)
    marked = np.array([one.path in hidden for one in bot.index.articles])
    ranked = bot._ranker.rank(question, bot._vectors([question])[0], marked)
    assert ranked is not None
    found = bot._answerer._read(question, ranked)
    assert found is not None
    return ranked, found


def paths(bot: Bot, ranked: Ranked, found: Reread) -> dict[str, int]:
    """Return the position of each article's best sentence, by path."""
    best: dict[str, int] = {}
    for position in found.scores:
        row, _ = ranked.found.sentence(position)
        best.setdefault(bot.index.articles[row].path, position)
    return best


def test_sentences_of_another_time_than_asked_do_not_compete(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = "Wie viele Tonnen Trauben ernteten die Winzer an der Murg 2022?"
    ranked, masked = read(bot, asked)
    place = paths(bot, ranked, masked)["2022.txt"]
    assert masked.positions[0] == place
    assert ranked.is_of_other_time(paths(bot, ranked, masked)["2021.txt"])
    monkeypatch.setattr(ReadPassages, "without", lambda self, _: self)
    assert masked.scores[place] > read(bot, asked)[1].scores[place] + 0.1


def test_an_article_is_surer_alone_than_beside_another_that_answers_otherwise(bot: Bot) -> None:
    asked = "Wie viele Tonnen Trauben ernteten die Winzer an der Murg?"
    ranked, both = read(bot, asked)
    for position in paths(bot, ranked, both).values():
        assert both.alone(position) > both.scores[position]
    ranked, only = read(bot, asked, "2021.txt")
    position = only.positions[0]
    assert np.isclose(only.alone(position), only.scores[position], atol=1e-4)


def test_a_question_is_read_with_its_mark_whether_it_was_typed_or_not(bot: Bot) -> None:
    asked = "Wie viele Tonnen Trauben ernteten die Winzer an der Murg"
    _, bare = read(bot, asked)
    _, marked = read(bot, f"{asked}?")
    assert bare.readings == marked.readings
    assert _with_mark("Trauben Murg 2022") == "Trauben Murg 2022"


def test_of_two_years_in_one_sentence_the_asked_one_is_marked(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("years")
    (folder / "gäste.txt").write_text(
        "Gäste in Seeburg\n\nSeeburg, 4. Oktober 2023. In Seeburg kamen 2021 genau 3.400 Gäste, "
        "2023 nur noch 2.900 Gäste. Der Preis der Kurkarte in Seeburg stieg von 12 auf 15 Euro.\n",
        "utf-8",
    )
    build(folder, folder / ".index")
    bot = Bot(folder / ".index", reader=own.NAME)
    asked = "Wie viele Gäste kamen {} in Seeburg?"
    assert "3.400" in (bot.ask(asked.format(2021)).span or "")
    assert "2.900" in (bot.ask(asked.format(2023)).span or "")
    assert not bot.ask(asked.format(2019)).answered
    price = bot.ask("Wie hoch ist der Preis der Kurkarte in Seeburg?").candidates[0].span or ""
    assert "15" in price and "12" not in price


def test_what_may_not_answer_takes_nothing_from_what_may(tmp_path: Path) -> None:
    text = "Werft in Not\n\nBote: Frau Pohl, wie viele Boote fehlen?\n\nPohl: Es sind neun Boote."
    (tmp_path / "interview.txt").write_text(text, "utf-8")
    build(tmp_path, tmp_path / ".index")
    asker = Bot(tmp_path / ".index", reader=own.NAME)
    question = read_question("Wie viele Boote fehlen?")
    ranked = asker._ranker.rank(question, asker._vectors([question])[0])
    assert ranked is not None
    model = asker._answerer._model
    assert model is not None
    found = ReadPassages.read(model, question, ranked, asker.index.articles)
    asks, answers = text.index("Bote:"), text.index("Pohl: Es")
    for passage, said in zip(found.passages, found.logits, strict=True):
        places = said.offsets[:, 0]
        assert said.starts[(places >= asks) & (places < answers)].max(initial=-30) == -30
        assert said.starts[places >= answers].max() > -30 or passage.last == 0
