"""A question that leans on the conversation → the whole sentence that the reader is asked.

The reader has learned from whole questions: of a question in brackets behind another it answers
either.
"""

from bot.question.anaphora import is_fragment
from bot.question.clauses import asking_end
from bot.question.completion import opened, phrases_of, put_into
from bot.question.question import Question
from bot.question.tokens import BEFORE_ASKED_THING, BEFORE_NOUNS, words_of

_BEFORE_THINGS = BEFORE_ASKED_THING | BEFORE_NOUNS


def in_full(question: Question) -> str:
    """Return a question that asks the last one of something else as a whole one.

    "Seit wann? (leitet Anna Kehl das Bad?)" becomes "Seit wann leitet Anna Kehl das Bad?", "Und
    2018? (…)" the question of 2018. Any other comes back as it is searched for.
    """
    taken = question.completed.taken
    if not question.completed.asks_again:
        return question.search_text
    bare = opened(question.text).rstrip(" ?.!")
    if is_fragment(question.text):
        whole = put_into(taken, question.text)
        return whole if whole != taken else _of_another(taken, bare)
    words = taken.rstrip(" ?").split()
    return f"{' '.join([bare, *words[asking_end(words) or 0 :]])}?"


def _of_another(asked: str, name: str) -> str:
    """Return a question with a name in the place of the one it has: "Und Lisa Hahn?"."""
    words = words_of(asked)
    forms = [word.text for word in words]
    for phrase in phrases_of(asked):
        first, *_ = phrase.split()
        place = forms.index(first) if first in forms else 0
        if place and words[place].names and words[place - 1].form not in _BEFORE_THINGS:
            return asked.replace(phrase, name, 1)
    return f"{name}: {asked}"
