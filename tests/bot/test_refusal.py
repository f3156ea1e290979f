from collections.abc import Callable
from pathlib import Path

import pytest

from bot import Bot
from bot.answering.refusal import CAP, cannot_answer
from bot.question import read_question
from index import IndexConfig, build


@pytest.mark.parametrize(
    ("question", "sentence", "refused"),
    [
        ("Wie viele Räte stimmten zu?", "Die Räte stimmten zu.", True),
        ("Wie viele Räte stimmten zu?", "Zwölf Räte stimmten zu.", False),
        ("Wie viele Räte stimmten zu?", "Die Hälfte der Räte stimmte zu.", False),
        ("Wann stimmten die Räte zu?", "Die Räte stimmten zu.", True),
        ("Wann stimmten die Räte zu?", "Die Räte stimmten am Dienstag zu.", False),
        ("Wann stimmten die Räte zu?", "Nachdem es dunkel war, stimmten die Räte zu.", False),
        ("Wer stimmte den Räten zu?", "Die Räte stimmten zu.", False),
    ],
)
def test_without_a_number_or_a_time_no_sentence_says_how_much_or_when(
    question: str, sentence: str, refused: bool
) -> None:
    assert cannot_answer(read_question(question), sentence, named=1.0) == refused


def test_an_article_without_what_is_asked_about_does_not_answer() -> None:
    about = read_question("Wer leitet das Museum in Linz?")
    assert cannot_answer(about, "Den Zoo leitet Anna Maier.", named=0.3)
    assert not cannot_answer(about, "Das Museum leitet Anna Maier.", named=0.5)
    assert not cannot_answer(read_question("Was geschah danach?"), "Es regnete.", named=0.0)


def test_what_cannot_answer_is_not_shown_as_an_answer(
    write_articles: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZITAT_ACCURACY", "0.5")
    text = "Wahl in Linz\n\nBei der Wahl in Linz stimmten viele Räte für Anna Maier aus Steyr."
    build(write_articles({"wahl.txt": text}), tmp_path / "index", IndexConfig())
    bot = Bot(tmp_path / "index", reader="none")
    shown = bot.ask("Für wen stimmten die Räte bei der Wahl in Linz?")
    refused = bot.ask("Wie viele Räte stimmten bei der Wahl in Linz für Anna Maier?")
    assert (shown.answered, refused.answered) == (True, False)
    assert shown.confidence > CAP >= refused.confidence
