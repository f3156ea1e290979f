"""What `zitat ask --why` tells of a sentence, chosen or not."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import Bot
from bot.cli import app
from bot.why.table import as_table
from bot.why.verdicts import Why
from index import build

QUESTION = "Wer leitet das Museum in Trebnitz?"
ARTICLES = {
    "leitung.txt": "Neue Leitung im Museum Trebnitz\n\nAnna Kehl leitet seit Mai das Museum in "
    "Trebnitz. Ihr Vorgänger Jonas Brand ging in den Ruhestand.",
    **{
        f"bilder-{number}.txt": f"Ausstellung {number}\n\nIm Museum in Trebnitz hängen "
        f"{number} neue Bilder."
        for number in range(60)
    },
    "verein.txt": "Jahresfest\n\nDer Chor sang im Saal. Der Verein zählt 120 Mitglieder.",
}


@pytest.fixture(scope="module")
def index_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("why")
    (folder / "articles").mkdir()
    for name, text in ARTICLES.items():
        (folder / "articles" / name).write_text(text, encoding="utf-8")
    build(folder / "articles", folder / "index")
    return folder / "index"


@pytest.fixture(scope="module")
def bot(index_dir: Path) -> Bot:
    return Bot(index_dir, reader="zitat-reader-de-en")


@pytest.fixture(scope="module")
def why(bot: Bot) -> Why:
    (found,) = bot.why(QUESTION)
    return found


def test_the_first_verdict_is_that_of_the_answer(bot: Bot, why: Why) -> None:
    answer, first = bot.ask(QUESTION), why.verdicts[0]
    assert first.citation == answer.citations[0]
    assert (first.marked, first.confidence) == (answer.span, answer.confidence)
    assert first.fate == "read"
    assert first.reader_share is not None and first.reader_share > 0.5


def test_shares_of_the_sentences_and_of_nothing_are_at_most_one_together(why: Why) -> None:
    assert why.nothing_share is not None
    read = [verdict.reader_share or 0.0 for verdict in why.verdicts]
    assert 0 < sum(read) + why.nothing_share <= 1.001
    proposed = [verdict.search_share or 0.0 for verdict in why.verdicts]
    assert 0 < sum(proposed) <= 1.001


def test_shares_are_shares_where_a_time_is_asked_too(bot: Bot) -> None:
    (found,) = bot.why("Wer leitete 2019 das Museum in Trebnitz?")
    shares = [verdict.reader_share or 0.0 for verdict in found.verdicts]
    assert sum(shares) + (found.nothing_share or 0.0) <= 1.001


def test_a_sentence_that_only_repeats_the_question_is_named_as_such(bot: Bot) -> None:
    (found,) = bot.why("Neue Leitung im Museum Trebnitz?", "Neue Leitung im Museum Trebnitz")
    repeated = [v for v in found.verdicts if v.citation.quote == "Neue Leitung im Museum Trebnitz"]
    assert [verdict.fate for verdict in repeated] == ["no_answer"]


def test_a_sentence_of_an_article_that_is_not_searched_is_found_by_its_words(bot: Bot) -> None:
    (found,) = bot.why(QUESTION, "120  mitglieder")
    asked_for = [v for v in found.verdicts if "120 Mitglieder" in v.citation.quote]
    assert [verdict.fate for verdict in asked_for] == ["not_found"]
    assert "does not propose its article" in as_table(found, 200)


def test_without_a_reader_nothing_is_read(index_dir: Path) -> None:
    (found,) = Bot(index_dir, reader="none").why(QUESTION)
    assert found.nothing_share is None
    assert {verdict.fate for verdict in found.verdicts} <= {"not_read"}


def test_two_questions_in_one_get_a_table_each(bot: Bot) -> None:
    found = bot.why("Wer leitet das Museum in Trebnitz und wie viele Mitglieder zählt der Verein?")
    assert len(found) == 2


def test_the_command_prints_the_table_and_with_json_the_figures(index_dir: Path) -> None:
    asked = ["ask", QUESTION, "--index-dir", str(index_dir), "--reader", "zitat-reader-de-en"]
    printed = CliRunner().invoke(app, [*asked, "--why"], env={"COLUMNS": "110"}).output
    assert "„Anna Kehl“" in printed
    assert "place 1," in printed
    found = json.loads(CliRunner().invoke(app, [*asked, "--why", "--json"]).output)
    assert found[0]["verdicts"][0]["marked"] == "Anna Kehl"


def test_a_question_that_goes_on_is_told_about_as_it_is_understood(bot: Bot) -> None:
    asked = "Und wer war der Vorgänger?"
    (found,) = bot.why(asked, history=[QUESTION])
    assert found.verdicts[0].citation == bot.ask(asked, [QUESTION]).candidates[0].citation
    assert found.verdicts[0].citation.path == "leitung.txt"
    (alone,) = bot.why(asked)
    assert alone.verdicts[0].confidence < found.verdicts[0].confidence


def test_what_a_question_takes_over_and_from_which_article_is_told(bot: Bot) -> None:
    (found,) = bot.why("Und wer war der Vorgänger?", history=[QUESTION])
    assert found.question == "Und wer war der Vorgänger? (Museum, Trebnitz)"
    assert found.talked_of == "leitung.txt"
    assert "The conversation is about leitung.txt" in as_table(found)


def test_each_further_try_is_told_with_the_one_before(bot: Bot) -> None:
    (found,) = bot.why("Wie viele Einwohner hatte Oberbach 2019?")
    assert (found.tried, found.outcome) == ("as_asked", "not_answered")
    assert found.then is not None
    assert (found.then.tried, found.then.then) == ("without_time", None)
    assert found.then.question == "Wie viele Einwohner hatte Oberbach?"
    assert "asked again without its time" in as_table(found)


def test_an_answer_that_does_not_name_who_is_asked_for_is_told_as_withheld(bot: Bot) -> None:
    (found,) = bot.why("Wer ist Anna Kehl?")
    assert found.outcome == "answered"
    assert "withheld" not in as_table(found)
