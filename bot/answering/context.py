"""Whether a sentence says by itself who is meant, or leans on the one before."""

import re

from bot.question import Question
from bot.text.composed import in_line
from index.text.analyze import stem, words

# Pronouns and adverbs that point back when they open a sentence or stand near its verb.
_POINTS_BACK = re.compile(
    r"(?:[„\"»(–-]\s*)?(?:Er|Sie|Es|Ihr|Ihre[rmns]?|Sein|Seine[rmns]?|Ihm|Ihn|Ihnen|Diese[rmns]?"
    r"|Dies|Das(?! [A-ZÄÖÜ\d])|Jene[rmns]?|Deren|Dessen|Denen|Dort|Deshalb|Deswegen|Daher|Darum"
    r"|Da(?:zu|bei|mit|für|gegen|durch|neben|von|hinter|zwischen|r(?:an|auf|aus|in|über|unter))"
    r"(?!, (?:dass|ob|wie|was)\b)|Denn|Zudem|Außerdem|Auch|Doch|Aber|Allerdings|Jedoch|Zuvor|Danach"
    r"|Damals|Daraufhin|Seither|Seitdem|Beide[rn]?|Die beiden(?! [A-ZÄÖÜ])|Letztere[rsmn]?"
    r"|Erstere[rsmn]?|Weil|Grund dafür"
    r"|He|She|It|They|This|These|That)\b"
)
_LEANS_INSIDE = re.compile(
    r"^[^,;:]{0,60}\b(?:er|sie|ihn|ihm|ihnen|dieser|diese|dieses|diesem|diesen|dessen|deren|dafür"
    r"|dagegen|damit|darauf|he|she|they|him|them)\b"
)
# "Der Konzern verdiente …": someone named before, if nothing in the phrase says which; the verb
# follows at once. "Der Chef der Bank", "Die Bank Austria", "Die Bank, die …" say it.
_ONE_NAMED_BEFORE = re.compile(
    r"(?:[„\"»(–-]\s*)?(?:Der|Die|Das|Dem|Den|The) (?:beiden |\d+-jährige[nr]? |\d+-)?(?:Ex-)?"
    r"[A-ZÄÖÜ][a-zäöüß]\w{0,10}"
    r" (?!(?:in|im|an|am|auf|aus|von|vom|zu|zum|zur|mit|für|gegen|bei|beim|über|unter|um|nach|vor"
    r"|zwischen|seit|der|des|und|oder|sowie|wie|als|of|in|and|who|that|which)\b)[a-zäöüß]"
)


def leans_on_the_one_before(sentence: str, question: Question) -> bool:
    """Return whether a reader needs the sentence before to understand who or what is meant.

    True if it opens with a word that points back, has such a pronoun in its first clause, or is
    about something that the question does not name, as something known: "Der Konzern …".
    """
    read = in_line(sentence).text
    if _POINTS_BACK.match(read) or _LEANS_INSIDE.match(read):
        return True
    known = _ONE_NAMED_BEFORE.match(read)
    return known is not None and not _is_named(sentence, question)


def _is_named(sentence: str, question: Question) -> bool:
    """Return whether a sentence holds a name or noun of the question."""
    own = {stem(word, language) for word in words(sentence) for language in ("de", "en")}
    return any(word.named and own.intersection(word.stems) for word in question.words)
