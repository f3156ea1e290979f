"""The filters for date range and source: they narrow the search itself."""

import json
from pathlib import Path

import pytest

from bot import Bot, Filters
from index import build
from index.errors import QuestionError

QUESTION = "Wie viele Zuschauer sahen das Finale?"
ROWS = (
    ("2023-05-01", "Bote", "Das Finale sahen 4100 Zuschauer im Stadion."),
    ("2024-05-02", "Bote", "Das Finale sahen 5200 Zuschauer im Stadion."),
    ("2024-05-03", "Anzeiger", "Das Finale sahen 6300 Zuschauer im Stadion."),
    (None, None, "Das Finale sahen 7400 Zuschauer im Stadion."),
)


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    """Return a bot over four reports of finals and 150 others that ask for the same words."""
    folder = tmp_path_factory.mktemp("filters")
    others = [
        (
            "2020-01-01",
            "Chronik",
            f"Das Finale Nummer {n} sahen {n} Zuschauer im Stadion.",
        )
        for n in range(1000, 1150)
    ]
    lines = [
        json.dumps({"title": text[:20], "text": text, "date": date, "source": source})
        for date, source, text in (*ROWS, *others)
    ]
    (folder / "articles.jsonl").write_text("\n".join(lines), "utf-8")
    build(folder, folder / ".index")
    return Bot(folder / ".index")


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(date_from="2023-05-01", sources=("Bote",)), {"4100", "5200"}),
        (Filters(date_from="2024-05-02"), {"5200", "6300"}),
        (Filters("2024-05-02", "2024-05-02"), {"5200"}),
        (Filters(date_from="2021-01-01", date_to="2023-12-31"), {"4100"}),
        (Filters(sources=("Anzeiger",)), {"6300"}),
        (Filters(sources=("Anzeiger", "Bote")), {"4100", "5200", "6300"}),
    ],
)
def test_only_what_passes_the_filters_is_found(bot: Bot, filters: Filters, found: set[str]) -> None:
    """However many others would match as well: the search is narrowed, not its result."""
    texts = [candidate.text for candidate in bot.ask(QUESTION, filters=filters).candidates]
    assert {text.split()[3] for text in texts} == found
    assert len(texts) == len(found)


def test_a_copy_of_another_source_is_not_named_where_that_source_is_not_asked(
    tmp_path: Path,
) -> None:
    text = "Das Finale in Graz sahen 5200 Zuschauer im Stadion. Es endete mit einem Feuerwerk."
    lines = [
        json.dumps({"title": "Finale", "text": text, "date": "2024-05-02", "source": source})
        for source in ("Bote", "Anzeiger")
    ]
    (tmp_path / "articles.jsonl").write_text("\n".join(lines), "utf-8")
    build(tmp_path, tmp_path / ".index")
    bot = Bot(tmp_path / ".index")
    (whole,) = bot.ask(QUESTION).candidates[:1]
    assert whole.citation.also_in
    (only,) = bot.ask(QUESTION, filters=Filters(sources=("Bote",))).candidates[:1]
    assert only.citation.source == "Bote"
    assert only.citation.also_in == ()


def test_no_filter_narrows_nothing(bot: Bot) -> None:
    assert not Filters()
    assert bot.ask(QUESTION, filters=Filters()) == bot.ask(QUESTION)


def test_where_no_article_passes_there_is_no_answer_and_no_candidate(bot: Bot) -> None:
    found = bot.ask(QUESTION, filters=Filters(date_from="2030-01-01"))
    assert (found.answered, found.candidates) == (False, ())


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"date_from": "31.3.2024"}, "2024-03-31"),
        ({"date_to": "2024-02-30"}, "'2024-02-30' is no day"),
        ({"date_from": "20240331"}, "is no day"),
        ({"date_from": "2024-02-01", "date_to": "2024-01-01"}, "earlier one first"),
    ],
)
def test_a_wrong_day_is_refused(wrong: dict[str, str], message: str) -> None:
    with pytest.raises(QuestionError, match=message):
        Filters(**wrong)


def test_an_unknown_source_is_refused_and_the_known_ones_are_named(bot: Bot) -> None:
    with pytest.raises(QuestionError, match=r"'Zeiger'.* Sources: Anzeiger, Bote, Chronik"):
        bot.ask(QUESTION, filters=Filters(sources=("Zeiger",)))


def test_an_index_without_sources_says_so(seed_index_dir: Path) -> None:
    with pytest.raises(QuestionError, match="no article names its source"):
        Bot(seed_index_dir).ask("Wer?", filters=Filters(sources=("Bote",)))
