"""Numbers, seconds and shares as a language writes them."""

from bot.web.words.texts import Language


def format_number(number: int, language: Language) -> str:
    """Return a number with the language's thousands separator."""
    separator = "." if language == "de" else ","
    return f"{number:,}".replace(",", separator)


def format_seconds(seconds: float, language: Language) -> str:
    """Return seconds with one decimal and the language's decimal mark."""
    number = f"{seconds:.1f}"
    return number.replace(".", ",") if language == "de" else number


def format_share(share: float, language: Language) -> str:
    """Return a share from 0 to 1 in per cent; a little is not shown as none."""
    percent = "< 1" if 0 < share < 0.005 else f"{share:.0%}".removesuffix("%")
    return f"{percent} %" if language == "de" else f"{percent}%"
