"""Examples → selector, confidence and calibration, each tested on articles it never saw."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.answer_words import AnswerWords
from bot.bench.measures import auroc, calibration_error, coverage_at, wilson
from bot.confidence import Calibration, measure_confidence
from bot.select import Scorer, Selection, Selector
from bot.training.examples import Example
from bot.training.listwise import Settings, average, learn, standard_of
from bot.training.logistic import fit_platt, learn_logistic
from bot.training.word_network import WordSettings, article_of, learn_sentences, main_directions
from bot.words import Floats

FOLDS = 3
ACCURACY = 0.8
# An answer is shown from this confidence on: the reader sees the quote, and how sure it is. An
# archive's owner sets a stricter level by a wanted accuracy, with ``zitat calibrate``.
SHOWN_FROM = 0.2
ARTICLE_SETTINGS = Settings(units=32, epochs=10)
SENTENCE_SETTINGS = Settings(units=32, decay=1e-3, dropout=0.4)
WORD_SETTINGS = WordSettings()


@dataclass(frozen=True, slots=True)
class Judged:
    """What an unseen example's first candidate is worth, and what its confidence is made of."""

    rows: Floats
    right: bool
    answerable: bool
    right_among_three: bool


def judge(selector: Selector, answer_words: AnswerWords, example: Example) -> Judged:
    """Judge the first candidate that a selector chooses."""
    selection = example.select(selector, answer_words)
    ranked = np.argsort(-selection.joint, kind="stable")
    return Judged(
        rows=confidence_rows(example, selection, ranked[:1]),
        right=bool(example.holds[ranked[0]]),
        answerable=example.asked.answer is not None and example.asked.hidden is None,
        right_among_three=bool(example.holds[ranked[:3]].any()),
    )


def confidence_rows(
    example: Example, selection: Selection, positions: npt.NDArray[np.int64]
) -> Floats:
    """Return what the confidence is made of, for some of an example's candidates."""
    return measure_confidence(
        example.question, example.article_of, example.features, selection, positions
    )


def cross_validate(
    examples: Sequence[Example], extra: Sequence[Example]
) -> tuple[Selector, AnswerWords, list[Judged]]:
    """Learn one selector a fold; return their average, and what each unseen example is worth.

    Every example is judged by the selector that saw no question about its article. ``extra``
    examples are learned from in every fold and judged in none.
    """
    everything = [*examples, *extra]
    article_standard = standard_of([e.features.articles for e in everything])
    sentence_standard = standard_of([e.features.sentences for e in everything if e.gold.any()])
    project = main_directions(everything)
    articles = [article_of(e, project, *sentence_standard) for e in everything]
    selectors: list[Selector] = []
    networks: list[AnswerWords] = []
    judged: dict[int, Judged] = {}
    for fold in range(FOLDS):
        unseen = {i for i, e in enumerate(examples) if e.asked.fold(FOLDS) == fold}
        seen = [e for i, e in enumerate(everything) if i not in unseen and e.gold.any()]
        article = learn(
            [e.features.articles for e in seen],
            [np.arange(len(e.features.articles)) == e.gold_article for e in seen],
            ARTICLE_SETTINGS,
            fold,
            article_standard,
        )
        sentence, network = learn_sentences(
            [a for i, a in enumerate(articles) if a is not None and i not in unseen],
            sentence_standard,
            SENTENCE_SETTINGS,
            WORD_SETTINGS,
            fold,
        )
        selectors.append(Selector(article, sentence))
        networks.append(AnswerWords(project, (network,)))
        for place in unseen:
            judged[place] = judge(selectors[-1], networks[-1], examples[place])
    averaged = Selector(
        average([selector.article for selector in selectors]),
        average([selector.sentence for selector in selectors]),
    )
    words = AnswerWords(project, tuple(n for one in networks for n in one.networks))
    return averaged, words, [judged[place] for place in range(len(examples))]


def learn_confidence(
    examples: Sequence[Example], judged: Sequence[Judged]
) -> tuple[Scorer, Calibration, Floats]:
    """Learn the confidence from an everyday mix of judged examples.

    Also return the probability of each example of the mix, by a model that did not see its article.
    """
    mix = everyday_mix(examples)
    examples, judged = [examples[i] for i in mix], [judged[i] for i in mix]
    rows = np.concatenate([item.rows for item in judged])
    right = np.array([item.right for item in judged])
    folds = np.array([example.asked.fold(FOLDS) for example in examples])
    unseen = np.zeros(len(rows), dtype=np.float32)
    for fold in range(FOLDS):
        scorer, offset = learn_logistic(rows[folds != fold], right[folds != fold])
        unseen[folds == fold] = scorer(rows[folds == fold]) + offset
    slope, shift = fit_platt(unseen, right)
    scorer, offset = learn_logistic(rows, right)
    probabilities = 1 / (1 + np.exp(-(slope * unseen + shift)))
    calibration = Calibration(slope, slope * offset + shift, SHOWN_FROM)
    return scorer, calibration, probabilities.astype(np.float32)


def everyday_mix(examples: Sequence[Example]) -> list[int]:
    """Return the places of examples mixed as people ask, as far as a guess can be stated.

    Half of the strong paraphrases, which are two thirds of the training questions, and of the
    unanswerable ones so many that they are about a fifth. A probability is right only for a mix.
    """
    strong = [i for i, e in enumerate(examples) if e.asked.answer and e.asked.paraphrase][::2]
    plain = [i for i, e in enumerate(examples) if e.asked.answer and not e.asked.paraphrase]
    none = [i for i, e in enumerate(examples) if not e.asked.answer]
    step = max(1, round(len(none) / max(0.25 * (len(strong) + len(plain)), 1)))
    return sorted([*strong, *plain, *none[::step]])


def describe(examples: Sequence[Example], judged: Sequence[Judged], sure: Floats) -> str:
    """Return the figures of a cross-validation as lines of text.

    ``sure`` are the probabilities of the examples of the everyday mix.
    """
    lines = []
    for language in ("de", "en"):
        group = [
            item
            for example, item in zip(examples, judged, strict=True)
            if example.asked.language == language and item.answerable
        ]
        if group:
            first = _share([item.right for item in group])
            third = _share([item.right_among_three for item in group])
            lines.append(f"{language}: {len(group)} questions, hit@1 {first}, hit@3 {third}")
    mixed = [judged[place] for place in everyday_mix(examples)]
    right = [item.right for item in mixed]
    area = auroc(sure.tolist(), [item.answerable for item in mixed])
    lines += [
        f"answerable or not, AUROC: {math.nan if area is None else area:.3f}",
        f"coverage at {ACCURACY:.0%} accuracy: {coverage_at(sure.tolist(), right, ACCURACY):.3f}",
        f"calibration error: {calibration_error(sure.tolist(), right):.3f}",
    ]
    return "\n".join(lines)


def _share(flags: Sequence[bool]) -> str:
    low, high = wilson(sum(flags), len(flags))
    return f"{sum(flags) / len(flags):.3f} ({low:.3f}–{high:.3f})"
