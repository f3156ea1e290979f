"""Questions with known answers, and what a Bot's answers to them are worth."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from bot.gold.questions import Gold, answering_articles, holds, is_hit, is_of_gold_article
from bot.lab.bench.measures import token_f1
from bot.pipeline import Bot
from bot.types import Answer

ASKED_AGAIN = 100


@dataclass(frozen=True, slots=True)
class Judged:
    """What an answer is worth. Ranks count from 0 among the candidates, None if not there.

    ``seconds`` passed till it came, ``seconds_again`` when the same was asked once more, which only
    the first ``ASKED_AGAIN`` questions are.
    """

    gold: Gold
    answer: Answer
    article_rank: int | None
    hit_rank: int | None
    span_f1: float | None
    seconds: float
    seconds_again: float | None

    @property
    def right(self) -> bool:
        """Whether the first candidate holds a right answer (never, where there is none)."""
        return self.hit_rank == 0


def judge(bot: Bot, questions: Sequence[Gold]) -> list[Judged]:
    """Ask every question by itself, and judge its answer.

    Raises SourceError for a question whose articles the index does not hold.
    """
    for gold in questions:
        answering_articles(bot.index, gold)
    judged: list[Judged] = []
    for gold in questions:
        answer, seconds = _timed(bot, gold.question)
        again = _timed(bot, gold.question)[1] if len(judged) < ASKED_AGAIN else None
        found = answer.candidates
        article_rank = _first([is_of_gold_article(candidate, gold) for candidate in found])
        hit_rank = _first([is_hit(candidate, gold) for candidate in found])
        span_f1 = None
        if hit_rank == 0:
            marked = found[0].span or found[0].text
            span_f1 = max(
                token_f1(marked, words)
                for article, words in gold.answers
                if holds(found[0], article, words)
            )
        judged.append(Judged(gold, answer, article_rank, hit_rank, span_f1, seconds, again))
    return judged


def _timed(bot: Bot, question: str) -> tuple[Answer, float]:
    started = time.perf_counter()
    return bot.ask(question), time.perf_counter() - started


def _first(holds: Sequence[bool]) -> int | None:
    return next((rank for rank, held in enumerate(holds) if held), None)
