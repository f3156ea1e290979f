"""A question in another manner: in lower case, in capitals, without its mark, mistyped."""

from random import Random

_LOWER, _UPPER, _UNMARKED, _MISTYPED = 0.1, 0.03, 0.15, 0.1


def in_other_manner(question: str, random: Random) -> str:
    """Return a question as another might type it; most often as it is."""
    if random.random() < _UNMARKED:
        question = question.rstrip("?. ")
    if random.random() < _MISTYPED:
        question = _mistyped(question, random)
    kind = random.random()
    if kind < _LOWER:
        return question.lower()
    if kind < _LOWER + _UPPER:
        return question.upper()
    return question


def _mistyped(question: str, random: Random) -> str:
    """Return a question with a letter of one of its longer words lost, doubled or swapped."""
    words = question.split(" ")
    long = [place for place, word in enumerate(words) if len(word) > 4 and word.isalpha()]
    if not long:
        return question
    place = random.choice(long)
    word = words[place]
    at = random.randint(1, len(word) - 2)
    words[place] = random.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )
    return " ".join(words)
