"""Whether a sentence says by itself who is meant, or leans on the one before."""

import re

# Pronouns and adverbs that point back when they open a sentence or stand near its verb.
_POINTS_BACK = re.compile(
    r"(?:[„\"»(–-]\s*)?(?:Er|Sie|Es|Ihr|Ihre[rmns]?|Sein|Seine[rmns]?|Ihm|Ihn|Ihnen|Diese[rmns]?"
    r"|Dies|Das|Jene[rmns]?|Dort|Dazu|Dabei|Damit|Dafür|Dagegen|Daran|Darauf|Darin|Davon|Deshalb"
    r"|Deswegen|Daher|Darum|Denn|Zudem|Außerdem|Auch|Doch|Aber|Allerdings|Jedoch|Zuvor|Danach"
    r"|Beide[rn]?|Letztere[rsmn]?|Erstere[rsmn]?|Weil|Grund dafür|He|She|It|They|This|These|That)\b"
)
_LEANS_INSIDE = re.compile(
    r"^[^,;:]{0,60}\b(?:er|sie|ihn|ihm|ihnen|dieser|diese|dieses|diesem|diesen|dessen|deren|dafür"
    r"|dagegen|damit|darauf|he|she|they|him|them)\b"
)


def leans_on_the_one_before(sentence: str) -> bool:
    """Tell whether a reader needs the sentence before to understand who or what is meant.

    True if it opens with a word that points back, or has such a pronoun in its first clause.
    """
    return bool(_POINTS_BACK.match(sentence) or _LEANS_INSIDE.match(sentence))
