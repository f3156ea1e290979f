"""Of values that differ the newest answers; older ones are earlier, and contradict nothing."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from bot.compare.earlier import newest_first
from bot.time import Period, Told
from bot.types import Candidate, Citation, Voice

# Named as the days on which their articles appeared.
DAYS = ("2023-02-04", "2022-02-05", "2022-03-01", "2023-02-20")


def candidate(name: str) -> Candidate:
    return Candidate(name, None, 0.8, Citation("", f"{name}.txt", 0, 1, "", name))


def voice(name: str) -> Voice:
    return Voice(name, (candidate(name),))


def told(voices: Mapping[str, Told | None] = {}) -> Callable[[Candidate], Told | None]:
    def of(one: Candidate) -> Told | None:
        if one.text in voices:
            return voices[one.text]
        return Told(published=Period.of_day(date.fromisoformat(one.text)))

    return of


def test_the_newest_answers_and_older_ones_are_told_by_month_newest_first() -> None:
    voices, earlier = newest_first([voice("2021-02-07"), *map(voice, DAYS[:2])], told())
    assert [one.value for one in voices] == ["2023-02-04"]
    assert [(e.time, e.candidate.text) for e in earlier] == [
        ("2022-02", "2022-02-05"),
        ("2021-02", "2021-02-07"),
    ]


def test_what_differs_within_a_month_stays_a_contradiction() -> None:
    voices, earlier = newest_first([voice(DAYS[0]), voice(DAYS[3])], told())
    assert [one.value for one in voices] == [DAYS[3], DAYS[0]]
    assert earlier == ()


def test_a_sentence_s_own_year_counts_before_its_article_s_day() -> None:
    named = told({DAYS[0]: Told((Period.of_year(2019),), published=Period.of_year(2023))})
    voices, earlier = newest_first([voice(DAYS[0]), voice(DAYS[1])], named)
    assert [one.value for one in voices] == [DAYS[1]]
    assert [one.time for one in earlier] == ["2019"]


@pytest.mark.parametrize("unknown", [None, Told()])
def test_without_a_known_time_nothing_is_earlier(unknown: Told | None) -> None:
    voices = (voice(DAYS[1]), voice(DAYS[0]))
    assert newest_first(voices, told({DAYS[1]: unknown})) == (voices, ())
    kept, earlier = newest_first(voices[::-1], told({DAYS[1]: unknown}))
    assert (len(kept), earlier) == (2, ())
