"""What is said of rebuilds, uploads and verdicts, as HTML; all text in it is escaped."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.feedback.recheck import Changed
from bot.text.days import format_day
from bot.web.archive.holdings import Holdings, UploadLimits
from bot.web.archive.rebuild import Rebuild
from bot.web.archive.uploads import Receipt
from bot.web.escape import attribute, escape
from bot.web.index_tab.words import IndexTexts
from bot.web.words.figures import format_number, format_seconds
from bot.web.words.messages import in_language
from bot.web.words.texts import Texts
from index.console import visible
from index.files.address import RemoteFolder
from index.files.scan import kinds_of
from index.formats import SUFFIXES
from index.messages import Code, Message
from index.rebuild.history import PastBuild
from index.rebuild.report import SHOWN, STEPS, BuildReport


def notice(text: str, *, failed: bool = False) -> str:
    """Return what has just happened, read aloud by a screen reader."""
    return f'<p class="{"error" if failed else "note"}" role="status">{escape(text)}</p>'


def upload_hint(holdings: Holdings, words: IndexTexts) -> str:
    """Return what may be uploaded, or why nothing."""
    if not holdings.changeable:
        return notice(words.read_only)
    if isinstance(holdings.source, RemoteFolder):
        elsewhere = Code.FOLDER_ELSEWHERE(folder=str(holdings.source))
        return notice(in_language(words.language, elsewhere))
    limits = holdings.uploads
    hint = words.upload_hint.format(
        files=limits.files, file_mb=limits.file_mb, formats=", ".join(SUFFIXES)
    )
    return f'<h2>{escape(words.upload)}</h2><p class="note">{escape(hint)}</p>'


def receipts(found: Sequence[Receipt], limits: UploadLimits, words: IndexTexts) -> str:
    """Return the report on each uploaded file."""
    items = ""
    for receipt in found:
        text = words.outcomes[receipt.outcome].format(
            articles=receipt.articles,
            detail="" if receipt.detail is None else in_language(words.language, receipt.detail),
            files=limits.files,
            file_mb=limits.file_mb,
            folder_mb=limits.folder_mb,
        )
        kind = "accepted" if receipt.accepted else "refused"
        items += f'<li class="{kind}"><b>{escape(receipt.name)}</b>: {escape(text)}</li>'
    return (
        f'<section role="status"><h3>{escape(words.receipts)}</h3>'
        f'<ul class="receipts">{items}</ul></section>'
    )


def waiting(count: int, words: IndexTexts) -> str:
    """Return how many files wait for a rebuild; nothing if none does."""
    if not count:
        return ""
    one = words.waiting_one
    return notice(one if count == 1 else words.waiting_many.format(count=count))


def rebuild_state(rebuild: Rebuild | None, words: IndexTexts) -> str:
    """Return how far a rebuild is, as a bar with words, or how it ended."""
    if rebuild is None:
        return ""
    if rebuild.busy:
        return notice(words.busy, failed=True)
    if rebuild.error is not None:
        return notice(
            words.failed.format(message=in_language(words.language, rebuild.error)), failed=True
        )
    if (report := rebuild.report) is not None:
        changes = report.changes
        text = words.done.format(
            seconds=format_seconds(report.seconds, words.language),
            articles=format_number(report.articles, words.language),
            added=format_number(len(changes.added), words.language),
            changed=format_number(len(changes.changed), words.language),
            deleted=format_number(len(changes.deleted), words.language),
            skipped=format_number(len(report.skipped), words.language),
        )
        return notice(text) + _findings(report, words)
    progress = rebuild.progress
    if progress is None:
        return _bar(words.starting, 0.0)
    number = list(STEPS).index(progress.step)
    within = progress.done / progress.total if progress.total else 1.0
    if progress.step == "write" and within == 1.0:
        return _bar(words.opening, 1.0)
    text = words.step.format(
        number=number + 1,
        count=len(STEPS),
        step=words.steps[progress.step],
        done=format_number(progress.done, words.language),
        total=format_number(progress.total, words.language),
    )
    return _bar(text, (number + within) / len(STEPS))


def _findings(report: BuildReport, words: IndexTexts) -> str:
    """Return the files that were not read, those left out, and what is in doubt of others."""
    skipped = [
        f'<li class="refused"><b>{_name(item.path)}</b>: {_said(item.reason, words)}</li>'
        for item in report.skipped
    ]
    named = [replace(file, kind=words.kinds.get(file.kind, file.kind)) for file in report.left_out]
    left_out = [f"<li>{_name(file.path)}</li>" for file in named]
    remarks = [
        f"<li><b>{_name(remark.path)}</b>: {_said(remark.text, words)}</li>"
        for remark in report.remarks
    ]
    return (
        _first("", skipped, words)
        + _first(words.left_out, left_out, words, kinds=visible(kinds_of(named)))
        + _first(words.remarks, remarks, words)
    )


def _first(heading: str, items: Sequence[str], words: IndexTexts, **facts: str) -> str:
    """Return the first of a list's items, given as HTML, and how many more there are."""
    if not items:
        return ""
    more = len(items) - SHOWN
    shown = "".join(items[:SHOWN])
    if more > 0:
        text = words.more.format(count=format_number(more, words.language))
        shown += f"<li>… {escape(text)}</li>"
    text = heading.format(count=format_number(len(items), words.language), **facts)
    above = f'<p class="note">{escape(text)}</p>' if text else ""
    return f'{above}<ul class="receipts">{shown}</ul>'


def _name(path: str) -> str:
    """Return a path as HTML; bytes of it that are no UTF-8 are written as escapes."""
    return escape(visible(path))


def _said(message: Message, words: IndexTexts) -> str:
    return escape(in_language(words.language, message))


def _bar(text: str, share: float) -> str:
    return (
        f'<div class="progress"><label><span role="status">{escape(text)}</span>'
        f'<progress max="100" value="{100 * share:.0f}">{share:.0%}</progress></label></div>'
    )


def past_builds(builds: Sequence[PastBuild], texts: Texts, words: IndexTexts) -> str:
    """Return the last rebuilds as a table, newest first."""
    heading = f"<h2>{escape(words.builds)}</h2>"
    if not builds:
        return f'<section>{heading}<p class="note">{escape(words.no_builds)}</p></section>'
    heads = "".join(f'<th scope="col">{escape(t)}</th>' for t in words.build_columns.values())
    rows = "".join(_build_row(build, texts, words) for build in builds)
    name = attribute(words.builds)
    return (
        f'<section>{heading}<div class="table" tabindex="0" role="region" aria-label="{name}">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div></section>"
    )


def _build_row(build: PastBuild, texts: Texts, words: IndexTexts) -> str:
    ended = datetime.fromisoformat(build.ended_at).astimezone()
    when = f"{format_day(ended, texts.language)}, {ended:%H:%M}"
    if build.error is not None:
        reason = in_language(words.language, build.error)
        text = escape(words.build_failed.format(message=reason))
        cells = f'<td colspan="3" class="failed">{text}</td>'
    else:
        counts = (build.articles, build.added, build.changed, build.deleted, build.skipped)
        articles, *changes, skipped = (format_number(n, words.language) for n in counts)
        cells = f"<td>{articles}</td><td>{' / '.join(changes)}</td><td>{skipped}</td>"
    took = format_seconds(build.seconds, words.language)
    return f'<tr><th scope="row">{escape(when)}</th>{cells}<td>{took} s</td></tr>'


def changed_answers(changed: Sequence[Changed] | None, words: IndexTexts) -> str:
    """Return the judged answers that a rebuild has changed; nothing before the first rebuild."""
    if changed is None:
        return ""
    heading = f"<h2>{escape(words.changed_answers)}</h2>"
    if not changed:
        return f'<section>{heading}<p class="note">{escape(words.changed_none)}</p></section>'
    items = "".join(
        f'<li class="{item.change}"><p><b>{escape(item.feedback.question)}</b> '
        f"({escape(words.verdicts[item.feedback.verdict])}) · {escape(words.changes[item.change])}"
        f"</p><dl><dt>{escape(words.was)}</dt><dd>{escape(item.feedback.quote or words.nothing)}"
        f"</dd><dt>{escape(words.now)}</dt><dd>{escape(item.quote or words.nothing)}</dd></dl></li>"
        for item in changed
    )
    return f'<section>{heading}<ul class="changed">{items}</ul></section>'
