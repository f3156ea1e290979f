"""What cannot be an answer, however like the question it is."""

from bot.evidence import flags_of
from bot.mentions import amounts, times
from bot.question import Question
from index.text.analyze import words

# The confidence that such a sentence has at most: right ones among them are as rare.
CAP = 0.05
# At least this share, by weight, of the names and nouns of a question must stand in the article,
# or what is like them. Of the 568 right answers that zitat shows to news-qa.jsonl this refuses
# none.
NAMED = 0.4


def cannot_answer(question: Question, sentence: str, named: float) -> bool:
    """Tell whether a sentence lacks what any answer to a question holds.

    That is a number, if it asks how much; a time or a number, if it asks when; and for its article
    to be about what is asked. ``named`` is the share of the question's names and nouns that the
    article holds, from 0 to 1.
    """
    asks_of_something = any(word.named and not word.head for word in question.words)
    return (asks_of_something and named < NAMED) or _lacks_kind(question, sentence)


def _lacks_kind(question: Question, sentence: str) -> bool:
    if question.kind not in ("how_much", "when"):
        return False
    if any(flags_of(word) & {"number", "time"} for word in words(sentence)):
        return False
    return not (amounts if question.kind == "how_much" else times)(sentence)
