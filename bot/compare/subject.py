"""What a question is about, and whether a sentence speaks of that too."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from bot.question import Word
from bot.types import Candidate
from index.text.analyze import Language, stem, words

# What differs from an answer must hold as many of the rarest names and nouns of the question, and
# this share, by weight, of those of its words that the answer holds.
RAREST = 2
COVERED = 0.7
# A longer stem is found inside of compounds too.
SHORT = 3
_HYPHENATED = re.compile(r"(\w+)-(\w[\w-]*)")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a question is about: its words, and the information of each in the archive."""

    words: Sequence[Word]
    idf: Sequence[float]

    def is_touched(self, candidate: Candidate) -> bool:
        """Return whether a candidate holds a name or noun of the question, if there is any."""
        named = [word for word in self.words if word.named]
        held = self._held(candidate)
        return not named or any(word in held for word in named)

    def is_met(self, candidate: Candidate, answer: Candidate) -> bool:
        """Return whether a candidate speaks of what is asked as much as the answer does.

        It must hold the two rarest names or nouns of the question, and nearly as many of its words,
        by their weight, as the answer.
        """
        idf = dict(zip(self.words, self.idf, strict=True))
        held, answers = self._held(candidate), self._held(answer)
        named = [word for word in self.words if word.named]
        if not held.issuperset(sorted(named, key=lambda word: -idf[word])[:RAREST]):
            return False
        return sum(idf[word] for word in held) >= COVERED * sum(idf[word] for word in answers)

    def _without_compound_heads(self, text: str) -> str:
        """Return a text with only the first part of each hyphenated word that is not asked for.

        "Microsoft-CEO" counts as "Microsoft": it is not the CEO of another firm.
        """
        asked = {one for word in self.words for one in word.stems}

        def kept(match: re.Match[str]) -> str:
            first = {stem(word, lang) for word in words(match[1]) for lang in get_args(Language)}
            return match[0] if first & asked else match[1]

        return _HYPHENATED.sub(kept, text)

    def _held(self, candidate: Candidate) -> set[Word]:
        """Return the words that stand in a candidate, the sentence it leans on, or its title."""
        context = candidate.context.quote if candidate.context else ""
        own = words(
            self._without_compound_heads(f"{candidate.citation.title} {context} {candidate.text}")
        )
        stems = [stem(word, language) for word in own for language in get_args(Language)]
        text = " ".join(stems)
        return {
            word
            for word in self.words
            if any(asked in (text if len(asked) > SHORT else stems) for asked in word.stems)
        }
