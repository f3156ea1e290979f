"""``zitat bench answers``: the measures of judged answers as a table, and the misses to read."""

from collections.abc import Callable, Sequence

import numpy as np

from bot.lab.bench.answers import Judged
from bot.lab.bench.measures import (
    auroc,
    bootstrap,
    bootstrap_mean,
    calibration_error,
    coverage_at,
    reliability,
    wilson,
)

ACCURACY = 0.8


def report(judged: Sequence[Judged]) -> str:
    """Return the measures as lines of text: by language, kind and wording, then the confidence."""
    answerable = [item for item in judged if item.gold.answers]
    groups: list[tuple[str, list[Judged]]] = [("all", answerable)]
    for language in sorted({item.gold.language for item in answerable}):
        groups.append((language, [i for i in answerable if i.gold.language == language]))
    for language in sorted({item.gold.language for item in answerable}):
        for kind in sorted({item.gold.kind for item in answerable}):
            inside = [i for i in answerable if (i.gold.language, i.gold.kind) == (language, kind)]
            groups.append((f"{language} {kind}", inside))
        for paraphrase, name in ((False, "plain"), (True, "paraphrase")):
            inside = [
                i
                for i in answerable
                if (i.gold.language, i.gold.paraphrase) == (language, paraphrase)
            ]
            groups.append((f"{language} {name}", inside))
    for style in sorted({item.gold.style for item in answerable} - {""}):
        groups.append((style, [i for i in answerable if i.gold.style == style]))
    lines = [
        f"{len(judged)} questions, {len(answerable)} answerable; shares with 95 % intervals",
        f"{'':14}{'n':>5}  {'article@1':17}{'article@3':17}{'hit@1':17}{'hit@3':17}span F1",
    ]
    lines += [_group_line(name, group) for name, group in groups if group]
    return "\n".join(lines + _confidence_lines(judged))


def _group_line(name: str, group: Sequence[Judged]) -> str:
    ranks = [(item.article_rank, item.hit_rank) for item in group]
    cells = [
        _share(sum(rank is not None and rank < k for rank in column), len(group))
        for column in zip(*ranks, strict=True)
        for k in (1, 3)
    ]
    spans = [item.span_f1 for item in group if item.span_f1 is not None]
    low, high = bootstrap_mean(spans)
    span = f"{np.mean(spans):.2f} ({low:.2f}–{high:.2f})" if spans else "–"
    return f"{name:14}{len(group):>5}  {''.join(f'{cell:17}' for cell in cells)}{span}"


def _share(right: int, count: int) -> str:
    low, high = wilson(right, count)
    return f"{right / count:.2f} ({low:.2f}–{high:.2f})"


def _confidence_lines(judged: Sequence[Judged]) -> list[str]:
    lines = [
        f"{'confidence':14}{'n':>5}  {'AUROC':19}{f'cover at {ACCURACY:.0%}':19}{'ECE':19}"
        "answered, right",
    ]
    languages = sorted({item.gold.language for item in judged})
    groups = [("all", list(judged))]
    groups += [(one, [i for i in judged if i.gold.language == one]) for one in languages]
    groups += _by_wording(judged)
    lines += [_confidence_line(name, group) for name, group in groups]
    confidences, right = _confidences(judged)
    without = [item for item in judged if not item.gold.answers]
    if without:
        refused = sum(not item.answer.answered for item in without)
        lines.append(f"without an answer: {len(without)}, refused {_share(refused, len(without))}")
    lines.append("reliability     n   mean  right")
    for number, (count, mean, share) in enumerate(reliability(confidences, right)):
        if count:
            lines.append(
                f"{number / 10:.1f} to {(number + 1) / 10:.1f} {count:>6}   "
                f"{mean:.2f}   {_share(round(share * count), count)}"
            )
    first = np.percentile([item.seconds * 1000 for item in judged], [50, 95])
    times = [item.seconds_again for item in judged if item.seconds_again is not None]
    again = np.percentile(np.array(times) * 1000, [50, 95])
    lines.append(
        f"a question takes {first[0]:.0f} ms (p50), {first[1]:.0f} ms (p95); where its articles "
        f"were read before {again[0]:.0f} ms, {again[1]:.0f} ms"
    )
    return lines


def _by_wording(judged: Sequence[Judged]) -> list[tuple[str, list[Judged]]]:
    """Return the answerable questions of each wording, each with all unanswerable ones.

    None where all are worded alike.
    """
    groups = [
        (name, [i for i in judged if not i.gold.answers or i.gold.paraphrase == paraphrase])
        for paraphrase, name in ((False, "plain"), (True, "paraphrase"))
    ]
    return groups if all(any(_answerable(group)) for _, group in groups) else []


def _confidence_line(name: str, group: Sequence[Judged]) -> str:
    measured = [
        _with_interval(group, lambda items: auroc(_confidences(items)[0], _answerable(items))),
        _with_interval(group, lambda items: coverage_at(*_confidences(items), ACCURACY)),
        _with_interval(group, lambda items: calibration_error(*_confidences(items))),
    ]
    shown = [item for item in group if item.answer.answered]
    right = _share(sum(i.right for i in shown), len(shown)) if shown else "–"
    cells = "".join(f"{cell:19}" for cell in measured)
    return f"{name:14}{len(group):>5}  {cells}{len(shown)}, {right}"


def _with_interval(
    group: Sequence[Judged], measure: Callable[[Sequence[Judged]], float | None]
) -> str:
    value = measure(group)
    if value is None:
        return "–"
    low, high = bootstrap(group, measure)
    return f"{value:.2f} ({low:.2f}–{high:.2f})"


def _confidences(judged: Sequence[Judged]) -> tuple[list[float], list[bool]]:
    return [item.answer.confidence for item in judged], [item.right for item in judged]


def _answerable(judged: Sequence[Judged]) -> list[bool]:
    return [bool(item.gold.answers) for item in judged]


def misses(judged: Sequence[Judged]) -> str:
    """Return every miss for reading: the question, what was right, and what was chosen instead."""
    blocks = []
    for item in judged:
        if item.right or (not item.gold.answers and not item.answer.answered):
            continue
        gold = "; ".join(f"{words} [{article}]" for article, words in item.gold.answers)
        where = "not among the candidates" if item.hit_rank is None else f"at {item.hit_rank + 1}"
        first = item.answer.candidates[0] if item.answer.candidates else None
        chosen = f"{first.text} [{first.citation.path}]" if first else "(nothing)"
        blocks.append(
            f"? {item.gold.question}\n  right: {gold or '(not answerable)'}; {where}\n"
            f"  chosen ({item.answer.confidence:.2f}): {chosen}"
        )
    return "\n".join(blocks)
