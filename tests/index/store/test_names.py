"""Titles and paths of all articles as bytes, against what Python says of their texts."""

import random
import sys

import numpy as np
import pytest

from index.files.names import TITLE_KEY, names_of, title_key, title_order
from index.store.names import Names
from index.store.runs import RUN, Runs
from index.store.segment import names
from index.store.segment.names import Records
from index.types import Article

LETTERS = "aAbBzZäÄöÖßẞéÉıİ„“'. -_/#0123456789中\udcff"


def article(path: str, title: str = "Titel") -> Article:
    return Article(path, title, "Der Text.", "")


def records(articles: list[Article]) -> Records:
    lines = [names_of(one) for one in articles]
    return Records(
        np.cumsum([0, *map(len, lines)]),
        np.frombuffer(b"".join(lines), dtype=np.uint8),
        np.array([title_key(one.title) for one in articles], dtype=TITLE_KEY),
    )


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    chance = random.Random(23)

    def word(most: int) -> str:
        return "".join(chance.choices(LETTERS, k=chance.randint(1, most)))

    titles = [word(24) for _ in range(40)]
    paths = sorted({f"{word(3)}/{word(8)}.txt" for _ in range(300)})
    return [article(path, chance.choice(titles)) for path in paths]


def in_segments(articles: list[Article], count: int) -> Names:
    """Return the names of articles that lie in turns of five in segments, beside deleted ones."""
    lying: list[list[Article]] = [[] for _ in range(count)]
    runs = []
    for first in range(0, len(articles), 5):
        segment, turn = lying[first // 5 % count], articles[first : first + 5]
        runs.append((first // 5 % count, len(segment), len(turn), 0, 0))
        segment += [*turn, article("b/deleted.txt", "Ein Titel aus a und b")][: 5 + (count > 1)]
    return Names([records(of) for of in lying], Runs(np.array(runs, dtype=RUN)))


@pytest.fixture(params=[1, 7])
def stored(request, articles: list[Article], monkeypatch: pytest.MonkeyPatch) -> Names:
    """Give the names in one segment, or in several, each read in small blocks."""
    monkeypatch.setattr(names, "_BLOCK_BYTES", 500)
    return in_segments(articles, request.param)


def test_paths_are_those_of_the_articles(stored: Names, articles: list[Article]) -> None:
    assert list(stored) == [one.path for one in articles]
    assert stored[-1] == articles[-1].path
    assert stored[3:5] == (articles[3].path, articles[4].path)
    assert stored.title(7) == articles[7].title.casefold()


def test_a_word_is_found_in_titles_and_paths_whatever_its_capitals(stored, articles) -> None:
    texts = [f"{one.title}\n{one.path}" for one in articles]
    chance = random.Random(5)
    for text in chance.choices(texts, k=200):
        first = chance.randrange(len(text))
        typed = text[first : first + chance.randint(1, 5)].split("\n")[0]
        if not typed:
            continue
        for word in (typed, typed.upper(), typed.lower()):
            expected = [word.casefold() in one.casefold() for one in texts]
            assert stored.holding(word).tolist() == expected, word


def test_articles_are_found_by_how_their_paths_begin_and_end(stored, articles) -> None:
    paths = dict(enumerate(one.path for one in articles))
    for path in list(paths.values())[::9]:
        for size in (1, 4, len(path)):
            start, end = path[:size], path[-size:]
            begin = {row: one for row, one in paths.items() if one.startswith(start)}
            assert stored.beginning_with(start) == begin
            assert stored.ending_with(end) == {r: p for r, p in paths.items() if p.endswith(end)}


@pytest.mark.parametrize("descending", [False, True])
def test_any_page_is_sorted_as_all_titles_would_be(stored, articles, descending: bool) -> None:
    def order(row: int) -> tuple[str, str]:
        return title_order(articles[row].title), articles[row].path

    chosen = np.arange(len(articles)) % 3 > 0
    expected = sorted(np.flatnonzero(chosen).tolist(), key=order, reverse=descending)
    rows = stored.by_title[chosen[stored.by_title]]
    rows = rows[::-1] if descending else rows
    for first in range(0, len(expected) + 10, 10):
        page = stored.sorted_within(rows, first, 10, descending=descending)
        assert page == expected[first : first + 10]


def test_records_that_do_not_fit_their_bytes_are_refused(articles: list[Article]) -> None:
    whole = records(articles)
    for starts in (whole.starts + 1, whole.starts[::-1], np.zeros_like(whole.starts)):
        with pytest.raises(ValueError, match="names"):
            Records(starts, whole.data, whole.title_keys)
    with pytest.raises(ValueError, match="titles"):
        Records(whole.starts, whole.data, whole.title_keys[1:])


def test_a_list_of_names_makes_no_object_an_article(articles: list[Article]) -> None:
    many = in_segments(articles * 50, 3)
    before = sys.getallocatedblocks()
    held = many.holding("a")
    page = many.sorted_within(many.by_title[held[many.by_title]], 100, 10, descending=False)
    assert len(page) == 10
    assert sys.getallocatedblocks() - before < len(many) / 10
