"""Values that differ because they are of different times: the newest answers, older stand below."""

from collections.abc import Callable, Sequence

from bot.time import Period, Told
from bot.types import Candidate, Earlier, Voice

# Articles that differ within so many days contradict each other; later ones report anew.
_SAME_TIME_DAYS = 31


def newest_first(
    voices: Sequence[Voice], told_of: Callable[[Candidate], Told | None]
) -> tuple[tuple[Voice, ...], tuple[Earlier, ...]]:
    """Return the voices of the newest time, and what the others say of earlier times.

    ``told_of`` gives the times that a candidate speaks of, None where they do not matter. Voices
    whose time is not known, or is nearly the newest's, stay voices. Earlier ones are ordered newest
    first.
    """
    timed = [(voice, _latest(voice, told_of)) for voice in voices]
    times = [period for _, period in timed if period is not None]
    if len(voices) < 2 or timed[0][1] is None:
        return tuple(voices), ()
    newest = max(times, key=lambda period: period.last)
    kept, earlier = [], []
    for voice, period in timed:
        if period is None or not _is_earlier(period, newest):
            kept.append((period == newest, voice))
        else:
            earlier.append((period, voice))
    kept.sort(key=lambda item: not item[0])
    earlier.sort(key=lambda item: item[0].last, reverse=True)
    return (
        tuple(voice for _, voice in kept),
        tuple(Earlier(_shown(period), voice.candidates[0]) for period, voice in earlier),
    )


def _latest(voice: Voice, told_of: Callable[[Candidate], Told | None]) -> Period | None:
    told = (told_of(candidate) for candidate in voice.candidates)
    own = [one.own for one in told if one is not None and one.own is not None]
    return max(own, key=lambda period: period.last, default=None)


def _is_earlier(period: Period, newest: Period) -> bool:
    """Return whether a time lies before the newest by more than what reports of one event do."""
    if period.meets(newest):
        return False
    if min(period.days, newest.days) >= 28:
        return period.last < newest.first
    return (newest.last - period.last).days > _SAME_TIME_DAYS


def _shown(period: Period) -> str:
    """Return the month of a day, and any other period as it is."""
    return str(period)[:7] if period.days == 1 else str(period)
