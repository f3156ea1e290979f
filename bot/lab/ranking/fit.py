"""Examples → selector, confidence and calibration, each tested on articles it never saw."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from bot.answering.confidence import Calibration, measure_confidence
from bot.arrays import Floats
from bot.lab.bench.measures import auroc, calibration_error, coverage_at, wilson
from bot.lab.ranking.examples import Example
from bot.lab.ranking.listwise import Settings, average, learn, standard_of
from bot.lab.ranking.logistic import fit_calibration, learn_logistic
from bot.lab.ranking.questions import TrainingQuestion
from bot.lab.ranking.word_articles import article_of, main_directions
from bot.lab.ranking.word_network import WordSettings, learn_sentences
from bot.rank.answer_words import AnswerWords
from bot.rank.select import Scorer, Selection, Selector

FOLDS = 3
ACCURACY = 0.8
ARTICLE_SETTINGS = Settings(units=32, epochs=10)
SENTENCE_SETTINGS = Settings(units=32, decay=1e-3, dropout=0.4)
WORD_SETTINGS = WordSettings()


@dataclass(frozen=True, slots=True)
class Models:
    """The selector and the network that reads words for it, learned from the same questions."""

    selector: Selector
    answer_words: AnswerWords


@dataclass(frozen=True, slots=True)
class Judged:
    """What the first candidate for a question is worth, and what its confidence is made of."""

    asked: TrainingQuestion
    rows: Floats
    right: bool
    answerable: bool
    right_among_three: bool


def judge(models: Models, example: Example) -> Judged:
    """Judge the first candidate that a selector chooses."""
    selection = example.select(models.selector, models.answer_words)
    ranked = np.argsort(-selection.joint, kind="stable")
    return Judged(
        asked=example.asked,
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
        example.question,
        example.article_of,
        example.features,
        selection,
        positions,
        example.article_count,
    )


def learn_folds(examples: Sequence[Example], extra: Sequence[Example]) -> list[Models]:
    """Learn models that see no question of a fold, for each fold in order.

    ``extra`` examples are learned from in every fold.
    """
    everything = [*examples, *extra]
    article_standard = standard_of([e.features.articles for e in everything])
    sentence_standard = standard_of([e.features.sentences for e in everything if e.gold.any()])
    project = main_directions(everything)
    articles = [article_of(e, project, *sentence_standard) for e in everything]
    models: list[Models] = []
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
        models.append(Models(Selector(article, sentence), AnswerWords(project, (network,))))
    return models


def average_of(folds: Sequence[Models]) -> Models:
    """Return models that answer with the mean of what those of the folds answer."""
    return Models(
        Selector(
            average([models.selector.article for models in folds]),
            average([models.selector.sentence for models in folds]),
        ),
        AnswerWords(
            folds[0].answer_words.project,
            tuple(network for models in folds for network in models.answer_words.networks),
        ),
    )


def judge_unseen(folds: Sequence[Models], examples: Iterable[Example]) -> list[Judged]:
    """Judge each example by the models that saw no question about its article."""
    return [judge(folds[example.asked.fold(len(folds))], example) for example in examples]


def learn_confidence(
    judged: Sequence[Judged],
) -> tuple[Scorer, Calibration, npt.NDArray[np.float64]]:
    """Learn the confidence from judged questions.

    Also return that of each, by a model that did not see its article.
    """
    rows = np.concatenate([item.rows for item in judged])
    right = np.array([item.right for item in judged])
    folds = np.array([item.asked.fold(FOLDS) for item in judged])
    unseen = np.zeros(len(rows), dtype=np.float32)
    for fold in range(FOLDS):
        scorer, offset = learn_logistic(rows[folds != fold], right[folds != fold])
        unseen[folds == fold] = scorer(rows[folds == fold]) + offset
    fitted = fit_calibration(unseen, right, ACCURACY)
    scorer, offset = learn_logistic(rows, right)
    calibration = replace(fitted, offset=fitted.slope * offset + fitted.offset)
    return scorer, calibration, np.array(fitted.confidences(unseen))


def everyday_mix(asked: Sequence[TrainingQuestion]) -> list[int]:
    """Return the places of questions mixed as people ask, as far as a guess can be stated.

    Half of the strong paraphrases, which are two thirds of the training questions, and of the
    unanswerable ones so many that they are about a fifth. A probability is right only for a mix.
    """
    strong = [i for i, q in enumerate(asked) if q.answer and q.paraphrase][::2]
    plain = [i for i, q in enumerate(asked) if q.answer and not q.paraphrase]
    none = [i for i, q in enumerate(asked) if not q.answer]
    step = max(1, round(len(none) / max(0.25 * (len(strong) + len(plain)), 1)))
    return sorted([*strong, *plain, *none[::step]])


def describe(judged: Sequence[Judged]) -> str:
    """Return how often the right sentence comes first or among three, as lines of text."""
    lines = []
    for language in ("de", "en"):
        group = [item for item in judged if item.asked.language == language and item.answerable]
        if group:
            first = _share([item.right for item in group])
            third = _share([item.right_among_three for item in group])
            lines.append(f"{language}: {len(group)} questions, hit@1 {first}, hit@3 {third}")
    return "\n".join(lines)


def describe_confidence(judged: Sequence[Judged], sure: Sequence[float], threshold: float) -> str:
    """Return how well the confidences ``sure`` tell right from wrong, as lines of text."""
    right = [item.right for item in judged]
    areas = ", ".join(
        f"{name} {_area(judged, sure, wordings):.3f}"
        for name, wordings in (("all", (False, True)), ("plain", (False,)), ("paraphrase", (True,)))
    )
    shown = [item.right for item, p in zip(judged, sure, strict=True) if p >= threshold]
    lines = [
        f"{len(judged)} questions, {sum(item.answerable for item in judged)} answerable",
        f"answerable or not, AUROC: {areas}",
        f"coverage at {ACCURACY:.0%} accuracy: {coverage_at(sure, right, ACCURACY):.3f}",
        f"calibration error: {calibration_error(sure, right):.3f}",
        f"shown from {threshold:.2f} on: {len(shown)}, right of them {_share(shown)}",
    ]
    return "\n".join(lines)


def _area(judged: Sequence[Judged], sure: Sequence[float], wordings: Sequence[bool]) -> float:
    """Return the AUROC of the answerable questions of some wordings against all the others."""
    kept = [
        (p, item.answerable)
        for item, p in zip(judged, sure, strict=True)
        if not item.answerable or item.asked.paraphrase in wordings
    ]
    area = auroc([p for p, _ in kept], [answerable for _, answerable in kept])
    return math.nan if area is None else area


def _share(flags: Sequence[bool]) -> str:
    if not flags:
        return "–"
    low, high = wilson(sum(flags), len(flags))
    return f"{sum(flags) / len(flags):.3f} ({low:.3f}–{high:.3f})"
