"""Long articles: what is read of them, and that a question finds what stands anywhere in them."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from bot import Bot
from bot.find.stretches import CHUNKS, WHOLE_CHARS, chosen, likest_chunks, stretches_of
from bot.rank.articles import Splitter
from bot.rank.word_table import WordTable
from index import build
from index.embedding.embedder import Embedder
from index.types import Article

TOWNS = [f"{first}{last}" for first in ("Alt", "Neu", "Ober") for last in ("bach", "dorf", "berg")]


def minutes(paragraphs: int = 1200) -> str:
    """Return a year's minutes of a council, in paragraphs of two sentences each."""
    return "\n\n".join(
        f"Punkt {number}: Der Rat von {TOWNS[number % len(TOWNS)]} beriet über Antrag {number}. "
        f"Er vertagte ihn mit {number % 7 + 3} Stimmen."
        for number in range(paragraphs)
    )


TEXT = minutes()


def test_stretches_are_all_of_a_text_and_end_where_paragraphs_do() -> None:
    assert len(TEXT) > WHOLE_CHARS
    spans = stretches_of(TEXT)
    assert "".join(TEXT[slice(*span)] for span in spans) == TEXT
    assert len(spans) > 20
    assert all(TEXT[:end].endswith("\n\n") for _, end in spans[:-1])


@pytest.mark.parametrize("text", ["", "Ein Satz.", "Ein Wort " * 20_000, "| a | b |\n" * 9000])
def test_a_short_text_one_without_lines_and_a_table_are_one_stretch(text: str) -> None:
    assert stretches_of(text) == ((0, len(text)),)


def test_the_stretches_of_the_likest_chunks_are_read_and_the_first() -> None:
    spans = stretches_of(TEXT)
    offset = np.array([spans[7][0] + 5], np.int32)
    assert chosen(spans, offset) == [spans[0], spans[7]]


def test_the_likest_chunks_of_either_search_count_and_the_best_of_each_article() -> None:
    starts = [np.arange(0, 10_000, 100, dtype=np.int32), np.array([0, 100], np.int32)]
    words = [np.linspace(0, 0.5, 100, dtype=np.float32), np.array([0, 0.1], np.float32)]
    meaning = [np.zeros(100, np.float32), np.zeros(2, np.float32)]
    words[0][40], meaning[0][90] = 1, 1
    first, second = (found.tolist() for found in likest_chunks(starts, words, meaning))
    assert {4000, 9000} <= set(first)
    assert len(first) <= 2 * CHUNKS
    assert 100 in second


def test_what_is_read_of_a_stretch_is_what_is_read_of_the_whole(embedder: Embedder) -> None:
    article = Article("rat.txt", "Rat", TEXT, "", language="de")
    spans = stretches_of(TEXT)
    splitter = Splitter(WordTable(embedder))
    middle = np.array([spans[3][0], spans[9][0]], np.int32)
    (part,) = splitter.split([(0, article, middle)])
    every = np.array([start for start, _ in spans], np.int32)
    (whole,) = splitter.split([(0, article, every)])
    assert 0 < len(part.sentences) < len(whole.sentences) / 3
    places = [whole.sentences.index(sentence) for sentence in part.sentences]
    assert (part.starts == whole.starts[places]).all()
    words = np.isin(whole.offsets[:, 0], part.offsets[:, 0])
    assert (whole.rows[words] == part.rows).all()
    assert (part.offsets[part.first_words, 0] >= part.starts).all()


@pytest.mark.parametrize("place", [3, 640, 1190])
def test_a_fact_is_found_wherever_it_stands_in_a_long_file(
    place: int, write_articles: Callable[..., Path], tmp_path: Path
) -> None:
    paragraphs = TEXT.split("\n\n")
    paragraphs[place] = "Die Sanierung der Orgel in Lauterach kostet 48.000 Euro."
    build(write_articles({"rat.txt": "\n\n".join(paragraphs)}), tmp_path / "index")
    found = Bot(tmp_path / "index").ask("Wie viel kostet die Sanierung der Orgel in Lauterach?")
    assert found.candidates[0].text == paragraphs[place]
