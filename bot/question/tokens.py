"""The words of a question: function word or content, written as a name or not, in which clause."""

import re
from dataclasses import dataclass

from index.text.analyze import STOPWORDS, Language, fold, language_of

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*\w*|\w+(?:[-.&'’]\w+)*|[,;:.?!–]")

# Function words that lists of stop words lack.
LIGHT = frozenset(
    "viele vielen vieler vieles mehr meisten wurde wurden worden wäre wären hätte hätten konnte "
    "konnten sollen müssen mussten dürfen darf durfte mag möchte gibt gab geben geht ging gehen "
    "kommt kam kommen macht machte heißt hieß heißen passiert passierte geschah bleibt blieb "
    "lässt ließ tut tat jemand niemand genau eigentlich überhaupt bitte schon would could may "
    "might must shall let exactly actually please else one ones someone anyone happen happens "
    "happened".split()
)
_MORE_PREPOSITIONS = frozenset("ab beim seit trotz wegen since".split())  # that they lack as well
VERBS = frozenset(
    "bin ist sind war waren hat habe haben hatte hatten wird werden würde will wollen wollte kann "
    "können könnte muss musste soll sollte am is are was were be been has have had do does did "
    "can will should".split()
)
ASKING = frozenset(
    "wer wen wem wessen was wann wo wohin woher warum wieso weshalb wozu wofür womit wodurch "
    "wovon woran worauf worin worüber wonach wogegen wie wieviel wieviele welche welcher welches "
    "welchen welchem who whom whose what when where why how which".split()
)
PREPOSITIONS = frozenset(
    "in im ins an am ans auf aus bei beim mit für von vom vor nach zu zum zur über unter um gegen "
    "ohne seit bis durch wegen zwischen während pro".split()
)
BEFORE_ASKED_THING = frozenset(
    "welche welcher welches welchen welchem viel viele vielen wieviel wieviele which what whose "
    "wessen much many".split()
)
DETERMINERS = frozenset("der die das den dem des ein eine einen einem einer".split())
# With those that are one word with a preposition, and the English ones.
BEFORE_NOUNS = DETERMINERS | frozenset("eines im am zum zur vom beim ins ans the a an".split())
_FUNCTION = LIGHT | ASKING | _MORE_PREPOSITIONS
# After the name of who asks, and of whom: "STANDARD:", "Frage: Frau Holm,".
_ASKS = re.compile(
    r"\W*(?:[^:.!?\n]{1,30}:\s)?\W*(?:(?:Frau|Herr|Mr\.?|Ms\.?|Mrs\.?)\s[^,.!?]{1,40},\s)?"
    rf"(?:und |and |aber |but )?(?:{'|'.join(sorted(ASKING))})\b",
    re.IGNORECASE,
)
# A clause begins here; a pronoun in it may mean what stands before.
_SUBORDINATORS = frozenset(
    "als dass weil wenn ob bevor nachdem obwohl während und oder when because if before after "
    "while although that who which and or".split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question: as written, folded, the number of its clause.

    ``content``: not a function word. ``names``: content that is written as a noun, name or number.
    """

    text: str
    form: str
    clause: int
    content: bool
    names: bool


def words_of(question: str) -> list[Word]:
    """Return the words. In a question without a capital letter, all content counts as names."""
    language: Language = language_of(question)
    small = question == question.lower()
    words: list[Word] = []
    clause = 0
    begins = True
    for token in _TOKEN.findall(question):
        if not token[0].isalnum():
            clause += bool(words)
            begins = begins or token in ".?!"
            continue
        form = fold(token)
        clause += form in _SUBORDINATORS and not begins
        marked = any(c.isupper() for c in token[1:]) or any(c.isdigit() for c in token)
        function = form in STOPWORDS[language] or form in _FUNCTION
        content = marked or not function
        large = token[0].isupper() and not begins
        words.append(Word(token, form, clause, content, content and (marked or large or small)))
        begins = False
    return words


def asks(sentence: str) -> bool:
    """Return whether a sentence is a question with a question word: "STANDARD: Wer zahlt das?"."""
    return sentence.rstrip(' \n"»“”«').endswith("?") and _ASKS.match(sentence) is not None


def is_adjective(word: Word) -> bool:
    """Return whether a word may be an adjective: content, but not written as a noun or name."""
    return word.content and not word.names


def may_be_verb(word: Word) -> bool:
    """Return whether a word may be a verb; an adjective may be one too."""
    return word.form in VERBS or word.form in LIGHT or (word.content and not word.names)
