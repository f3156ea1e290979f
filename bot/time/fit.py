"""Whether a sentence speaks of the time that is asked about."""

from collections.abc import Sequence
from datetime import timedelta
from enum import IntEnum

from bot.time.period import Period
from bot.time.told import Told

# What happened is reported up to this many days later, by the share of the time that is asked.
_REPORTED_SHARE = 0.25
_REPORTED_DAYS = (2, 45)
# A time that is longer than what is asked by more than this says nothing of the part.
_LONGER = 1.5
# What happened so many years before the article is reported as its past, beside what it reports.
_LONG_AGO_YEARS = 2
# A day so shortly before the article's is when something was said ("wie er am Mittwoch mitteilte"),
# which does not say of which year it was.
_SAID_DAYS = 7


class Fit(IntEnum):
    """How the time of a sentence fits the one asked: the greater, the better."""

    OTHER = 0
    UNKNOWN = 1
    SAME = 2


def fit_of(asked: Sequence[Period], told: Told) -> Fit:
    """Return how a sentence fits the times asked: the best fit of any of them."""
    return max((_fit(period, told) for period in asked), default=Fit.SAME)


def _fit(asked: Period, told: Told) -> Fit:
    if any(_is_of(asked, period) for period in (*told.named, *told.beside, *told.until)):
        return Fit.SAME
    named = [period for period in told.named if not _is_when_it_was_said(asked, period, told)]
    if any(period.meets(asked) for period in named):
        return Fit.UNKNOWN
    if named:
        return Fit.UNKNOWN if _is_past_told_beside(asked, told) else Fit.OTHER
    if any(_lasts_into(asked, period, told.published) for period in told.since):
        return max(Fit.UNKNOWN, _fit_of_article(asked, told))
    return _fit_of_article(asked, told)


def _fit_of_article(asked: Period, told: Told) -> Fit:
    """Return the fit of a sentence that names no time: it is of its article's.

    A time that the article names before it may go on up to the end of a paragraph.
    """
    before, published = told.before, told.published
    goes_on = before is not None and _is_of(asked, before)
    if published is None:
        if goes_on:
            return Fit.SAME
        named = any(_is_of(asked, period) for period in told.mentioned)
        return Fit.UNKNOWN if before is None or named else Fit.OTHER
    if _is_of(asked, published):
        of_another = told.continues and before is not None and not before.meets(asked)
        return Fit.UNKNOWN if of_another and not asked.is_year else Fit.SAME
    if goes_on and told.continues:
        same_year = before is not None and before.first.year == published.first.year
        return Fit.SAME if same_year else Fit.UNKNOWN
    if before is not None and told.continues:
        return Fit.OTHER
    return Fit.UNKNOWN if goes_on or _is_reported_soon_after(asked, published) else Fit.OTHER


def _is_of(asked: Period, period: Period) -> bool:
    return period.meets(asked) and period.days <= _LONGER * asked.days


def _lasts_into(asked: Period, since: Period, published: Period | None) -> bool:
    """Return whether what is "seit 2019" or "ab 1. Mai" so was so in a time, as far as is known."""
    if asked.first < since.first:
        return False
    return published is None or asked.first.year <= max(since.first.year, published.first.year)


def _is_when_it_was_said(asked: Period, period: Period, told: Told) -> bool:
    published = told.published
    if published is None or period.days > 1 or asked.days <= _SAID_DAYS:
        return False
    return timedelta(0) <= published.first - period.first < timedelta(days=_SAID_DAYS)


def _is_past_told_beside(asked: Period, told: Told) -> bool:
    """Return whether an article of the time asked reports what was long before: no comparison."""
    published = told.published
    if published is None or not _is_of(asked, published):
        return False
    recent = published.first.year - _LONG_AGO_YEARS
    return all(period.last.year < recent for period in told.named)


def _is_reported_soon_after(asked: Period, published: Period | None) -> bool:
    if published is None:
        return False
    least, most = _REPORTED_DAYS
    days = min(max(round(asked.days * _REPORTED_SHARE), least), most)
    return asked.last < published.first <= asked.last + timedelta(days=days)
