"""Several articles that answer: together where they agree, apart where they differ."""

import json
from pathlib import Path

import pytest

from bot import Bot, Candidate, Citation, Filters
from bot.compare.voices import find_voices
from bot.lab.bench.voices import report
from bot.question import read_question
from bot.reader.own import NAME as OWN_READER
from bot.types import Voice
from index import build
from index.embedding.embedder import Embedder

INJURED = read_question("Wie viele Menschen wurden bei dem Brand in Graz verletzt?")
IDF = [{"graz": 5.0, "brand": 4.0, "verletzt": 8.0}.get(word.form, 1.0) for word in INJURED.words]
THRESHOLD = 0.4


def candidate(
    text: str, span: str | None, confidence: float = 0.8, title: str = "Brand in Graz"
) -> Candidate:
    path = f"{abs(hash(text))}.txt"
    return Candidate(text, span, confidence, Citation(title, path, 0, len(text), "", text))


TWELVE = candidate("Nach Angaben der Feuerwehr wurden zwölf Menschen verletzt.", "zwölf Menschen")
ALSO_12 = candidate("Bei dem Brand gab es 12 Verletzte, zwei davon schwer.", "zwei")
FOURTEEN = candidate("Die Polizei zählte am Ende 14 verletzte Menschen.", "14 verletzte Menschen")


def voices(*candidates: Candidate) -> list[tuple[str | None, list[str | None]]]:
    found = find_voices(INJURED, candidates, IDF, THRESHOLD)
    return [(voice.value, [member.span for member in voice.candidates]) for voice in found]


def test_those_that_agree_are_together_with_the_agreeing_words_marked() -> None:
    """The second article's other number was taken for its answer; the same value stands in it."""
    assert voices(TWELVE, ALSO_12) == [("12", ["zwölf Menschen", "12 Verletzte"])]


def test_those_that_differ_stand_apart_the_answer_first() -> None:
    assert voices(TWELVE, FOURTEEN, ALSO_12) == [
        ("12", ["zwölf Menschen", "12 Verletzte"]),
        ("14", ["14 verletzte Menschen"]),
    ]


def test_nothing_differs_from_an_answer_that_is_about_something_else() -> None:
    elsewhere = candidate("Bei dem Brand wurden 90 Menschen verletzt.", "90", title="Brand in Wien")
    in_graz = candidate("Bei dem Brand in Graz wurden 14 Menschen verletzt.", "14 Menschen")
    assert voices(elsewhere, in_graz) == [("90", ["90"])]


def test_the_head_of_another_firm_is_not_whom_the_question_asks_for() -> None:
    asked = read_question("Wer ist der CEO von OpenAI?")
    idf = [1.0] * len(asked.words)
    title = "Microsoft und OpenAI"
    altman = candidate("OpenAI-CEO Sam Altman freute sich.", "Sam Altman", title=title)
    nadella = candidate("Microsoft-CEO Satya Nadella auch.", "Satya Nadella", title=title)
    assert len(find_voices(asked, (altman, nadella), idf, THRESHOLD)) == 1
    murati = candidate("OpenAI-CEO Mira Murati freute sich.", "Mira Murati", title=title)
    assert len(find_voices(asked, (altman, murati), idf, THRESHOLD)) == 2


def test_the_quotes_stay_verbatim() -> None:
    members = [
        m for v in find_voices(INJURED, (TWELVE, ALSO_12), IDF, THRESHOLD) for m in v.candidates
    ]
    assert [member.text for member in members] == [TWELVE.text, ALSO_12.text]
    assert all(member.span in member.text for member in members if member.span)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (candidate(ALSO_12.text, "12", 0.39), "not confident enough to be an answer"),
        (candidate(FOURTEEN.text, "14", 0.3), "not confident enough to be an answer"),
        (candidate(TWELVE.text + " Alle.", "zwölf"), "copied from the same report"),
        (candidate("Der Schaden beträgt 14 Prozent.", "14 Prozent"), "counts something else"),
        (candidate("Niemand sagte dazu etwas.", None), "holds no value"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_voice(other: Candidate, why: str) -> None:
    assert voices(TWELVE, other) == [("12", ["zwölf Menschen"])]


def test_the_same_sentence_with_another_number_is_no_copy() -> None:
    other = candidate(TWELVE.text.replace("zwölf", "neun"), "neun Menschen")
    assert voices(TWELVE, other) == [("12", ["zwölf Menschen"]), ("9", ["neun Menschen"])]


def test_what_differs_must_be_nearly_as_sure_as_the_answer() -> None:
    sure = candidate(TWELVE.text, "zwölf Menschen", 0.95)
    assert len(voices(sure, candidate(FOURTEEN.text, "14 verletzte Menschen", 0.45))) == 1
    assert len(voices(sure, candidate(FOURTEEN.text, "14 verletzte Menschen", 0.48))) == 2
    assert voices(sure, candidate(ALSO_12.text, None, 0.45)) == [
        ("12", ["zwölf Menschen", "12 Verletzte"])
    ]


@pytest.mark.parametrize(
    ("title", "voices_heard"),
    [
        ("Brand in Graz", 2),
        ("Großbrand: Grazer Feuerwehr im Einsatz", 2),
        ("Brand in Linz", 1),
        ("Unfall in Graz", 1),
        ("", 1),
    ],
)
def test_what_differs_must_speak_of_the_same(title: str, voices_heard: int) -> None:
    """In its sentence or its title stand the rarest words of the question."""
    other = candidate(FOURTEEN.text, FOURTEEN.span, title=title)
    assert len(voices(TWELVE, other)) == voices_heard


def test_what_differs_must_hold_most_of_what_the_answer_holds() -> None:
    """Here the weightiest word of the question, a verb, is not in it."""
    other = candidate("In der Halle waren 14 Menschen.", "14 Menschen")
    assert voices(TWELVE, other) == [("12", ["zwölf Menschen"])]


def test_what_agrees_must_hold_a_name_or_noun_of_the_question() -> None:
    elsewhere = candidate("Es waren 12.", "12", title="Wetter")
    assert voices(TWELVE, elsewhere) == [("12", ["zwölf Menschen"])]
    near = candidate("Es waren 12 Menschen.", "12", title="Wetter")
    assert voices(TWELVE, near) == [("12", ["zwölf Menschen", "12"])]


def test_an_answer_without_sure_words_is_alone() -> None:
    unsure = candidate(TWELVE.text, None)
    assert find_voices(INJURED, (unsure, FOURTEEN), IDF, THRESHOLD) == (Voice(None, (unsure,)),)
    assert find_voices(INJURED, (), IDF, THRESHOLD) == ()


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    folder = tmp_path_factory.mktemp("voices")
    rows = [
        (
            "2023-09-18",
            "Die neue Brücke über die Mur wurde am 16. September 2023 eröffnet. "
            "Der Bau der Brücke kostete 21 Millionen Euro. Sie ist 140 Meter lang.",
        ),
        (
            "2023-09-20",
            "Am Samstag wurde die neue Brücke über die Mur eröffnet. Viele kamen. "
            "Der Bau der Brücke kostete 21 Mio. Euro, etwas weniger als geplant.",
        ),
        (
            "2023-10-02",
            "In Graz spricht man vom Geld. Der Bau der Brücke kostete 24 Millionen Euro.",
        ),
    ]
    lines = [json.dumps({"title": day, "text": text, "date": day}) for day, text in rows]
    (folder / "articles.jsonl").write_text("\n".join(lines), "utf-8")
    build(folder, folder / ".index")
    return Bot(folder / ".index", reader=OWN_READER)


def test_the_bot_hears_the_voices_of_an_archive(bot: Bot) -> None:
    found = bot.ask("Wie viel kostete der Bau der Brücke?")
    assert found.answered
    assert found.voices[0].candidates[0] == found.candidates[0]
    by_value = {voice.value: len(voice.candidates) for voice in found.voices}
    assert by_value == {"21000000 euro": 2, "24000000 euro": 1}


def test_a_weekday_agrees_with_the_day_that_it_was(bot: Bot) -> None:
    found = bot.ask("Wann wurde die neue Brücke über die Mur eröffnet?")
    days = {member.span for member in found.voices[0].candidates}
    assert {day.removeprefix("am ") for day in days if day} == {"16. September 2023", "Am Samstag"}


def test_the_bench_counts_and_lists_answers_of_several_articles(bot: Bot) -> None:
    questions = ["Wie viel kostete der Bau der Brücke?", "Wer gewann die Tour de France 1990?"]
    lines = report(bot.ask_many(questions)).splitlines()
    assert lines[:2] == ["2 questions, 1 answered", "articles agree in 1 answers, differ in 1"]
    assert questions[0] in lines and questions[1] not in lines
    assert sum("articles.jsonl#" in line for line in lines) == 3


def test_without_an_answer_there_is_no_voice(bot: Bot) -> None:
    found = bot.ask("Wer gewann die Tour de France 1990?")
    assert (found.answered, found.voices) == (False, ())


def test_a_corrected_version_of_the_report_is_a_voice_of_its_own(
    tmp_path: Path, embedder: Embedder
) -> None:
    source = tmp_path / "articles"
    source.mkdir()
    body = " ".join(
        f"Die Feuerwehr löschte im Stadtteil Nummer {n} bis zum Abend." for n in range(9)
    )
    for name, number, day in (("a", "14", 3), ("b", "14", 3), ("c", "17", 4)):
        (source / f"{name}.txt").write_text(
            f"Brand in Graz\n{day}. Mai 2024\n"
            f"Bei dem Brand in Graz wurden {number} Menschen verletzt.\n{body}"
        )
    build(source, tmp_path / "index", embedder=embedder)
    bot = Bot(tmp_path / "index", reader=OWN_READER)
    assert len(bot.index.same_report(0)) == 3
    answer = bot.ask("Wie viele Menschen wurden bei dem Brand in Graz verletzt?")
    assert answer.answered
    quotes = {voice.value: voice.candidates[0].citation for voice in answer.voices}
    assert sorted(quotes) == ["14", "17"]
    assert (quotes["17"].path, quotes["17"].date) == ("c.txt", "2024-05-04")
    assert quotes["17"].quote == "Bei dem Brand in Graz wurden 17 Menschen verletzt."
    before = bot.ask(answer.question, filters=Filters(date_to="2024-05-03"))
    assert [voice.value for voice in before.voices] == ["14"]
