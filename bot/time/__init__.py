"""What time words mean: text, and the day on which it was written → periods of days.

Pure functions of text and dates. They keep the promise that a sentence is matched by the time that
it speaks of, not by the years that it happens to hold.
"""

from bot.time.expressions import TimeExpression, find_times
from bot.time.fit import Fit, fit_of
from bot.time.period import Period
from bot.time.told import ArticleTimes, Told, times_of

__all__ = [
    "ArticleTimes",
    "Fit",
    "Period",
    "TimeExpression",
    "Told",
    "find_times",
    "fit_of",
    "times_of",
]
