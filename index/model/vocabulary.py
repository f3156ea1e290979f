"""Vocabulary and tokenizer: whole words by frequency, compounds by their parts.

A Unigram tokenizer without word boundary marks: "gericht" is the same token alone and inside
"landgericht". Inflected forms with one Snowball stem share a row of the weights.
"""

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import Stemmer
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

from .data import Pair

UNKNOWN = "[UNK]"
_WORD = re.compile(r"[a-zäöüéèáàâêîôûëïçñóíúøåæœšžčćł]{1,26}")
_SPLIT = re.compile(r"[^\w]+")
_ENGLISH_SHARE = 0.6
_DICTIONARY_BONUS = 3e-8
_PIECE_WORDS = 300_000


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Tokenizer; per token its row in the weights and its relative frequency in running text."""

    tokenizer: Tokenizer
    tokens: tuple[str, ...]
    rows: tuple[int, ...]
    frequencies: tuple[float, ...]


def build_vocabulary(dictionary: Iterable[Pair], words: int, pieces: int) -> Vocabulary:
    """Take the most frequent words of both languages, and subword pieces, digits, letters."""
    pairs = list(dictionary)
    german = _frequencies("de", (pair.german for pair in pairs))
    english = _frequencies("en", (pair.english for pair in pairs))
    score = {w: max(german[w], _ENGLISH_SHARE * english[w]) for w in german | english}
    ranked = sorted(score, key=lambda word: (-score[word], word))
    log_p = {UNKNOWN: -30.0}
    for word in ranked[:words]:
        log_p[word] = math.log(score[word]) - {1: 6, 2: 6, 3: 4}.get(len(word), 0)
    for piece, value in _pieces(ranked[:_PIECE_WORDS], pieces).items():
        log_p.setdefault(piece, value - 5 - {1: 4, 2: 4, 3: 2}.get(len(piece), 0))
    for number in range(2060):
        log_p.setdefault(str(number), -9.0 if number < 10 else -8.0)
    for number in range(100):
        log_p.setdefault(f"{number:03d}", -9.0)
        log_p.setdefault(f"{number:02d}", -9.0)
    for letter in sorted({letter for word in score for letter in word}):
        log_p.setdefault(letter, -18.0)
    tokens = tuple(log_p)
    tokenizer = _tokenizer(models.Unigram(list(log_p.items()), 0, False))
    frequencies = tuple(max(german[t], english[t], 1e-9) for t in tokens)
    return Vocabulary(tokenizer, tokens, _rows(tokens, german, english), frequencies)


def _frequencies(language: str, texts: Iterable[str]) -> defaultdict[str, float]:
    import wordfreq  # noqa: PLC0415  of the extra "train"

    counts: defaultdict[str, float] = defaultdict(float)
    for word, frequency in wordfreq.get_frequency_dict(language, "large").items():
        for part in _SPLIT.split(_fold(word)):
            if _WORD.fullmatch(part):
                counts[part] += frequency
    seen: Counter[str] = Counter()
    for text in texts:
        seen.update(set(_SPLIT.split(_fold(text))))
    for word, number in seen.items():
        if _WORD.fullmatch(word):
            counts[word] += _DICTIONARY_BONUS * min(number, 6)
    return counts


def _rows(
    tokens: Iterable[str], german: Mapping[str, float], english: Mapping[str, float]
) -> tuple[int, ...]:
    stemmers = {"d": Stemmer.Stemmer("german"), "e": Stemmer.Stemmer("english")}
    rows: dict[tuple[str, str], int] = {}
    result = []
    for token in tokens:
        language = "d" if german[token] >= english[token] else "e"
        stem = stemmers[language].stemWord(token)
        known = max(german[token], english[token]) > 0
        tied = known and len(token) > 4 and len(stem) >= 4
        result.append(rows.setdefault((language, stem) if tied else ("", token), len(rows)))
    return tuple(result)


def _pieces(words: list[str], size: int) -> dict[str, float]:
    tokenizer = _tokenizer(models.Unigram())
    trainer = trainers.UnigramTrainer(
        vocab_size=size,
        unk_token=UNKNOWN,
        special_tokens=[UNKNOWN],
        max_piece_length=12,
        show_progress=False,
    )
    tokenizer.train_from_iterator(words, trainer)
    found = json.loads(tokenizer.to_str())["model"]["vocab"]
    # The trainer sums in another order each time: rounded and sorted, a run repeats.
    scores = {piece: round(score, 6) for piece, score in found if piece != UNKNOWN}
    return dict(sorted(scores.items(), key=lambda item: (-item[1], item[0])))


def _tokenizer(model: models.Unigram) -> Tokenizer:
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFKC(),
            normalizers.Lowercase(),
            normalizers.Replace("ß", "ss"),
            normalizers.Replace(Regex(r"[^\w\s]|_"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Digits(individual_digits=False)]
    )
    return tokenizer


def _fold(text: str) -> str:
    return text.lower().replace("ß", "ss")
