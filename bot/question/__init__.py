"""What is asked: a question as typed, after the conversation so far → a ``Question``.

It keeps the promise that what is searched for is shown: ``search_text`` is the question itself and
what it takes over. Only the verb that half a sentence is searched with is not (``halves``).
"""

from bot.question.question import (
    KINDS,
    MAX_QUESTION_CHARS,
    Kind,
    Question,
    Word,
    read_question,
    without_time,
    without_time_words,
)

__all__ = [
    "KINDS",
    "MAX_QUESTION_CHARS",
    "Kind",
    "Question",
    "Word",
    "read_question",
    "without_time",
    "without_time_words",
]
