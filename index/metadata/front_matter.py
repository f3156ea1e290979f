"""What stands between two lines of ``---`` above a text: its title, date and source, in YAML.

As writers of Markdown and the generators of sites have it.
"""

import re
from collections.abc import Mapping

# No two ways to match a line: a hostile file must not make the pattern try them all.
_REST = r"[^\r\n]*"
_ENTRY = rf"[A-Za-zÄÖÜäöü][\w -]{{0,40}}:(?:[ \t]{_REST})?\r?\n"
_LINE = rf"(?:{_ENTRY}|[ \t#]{_REST}\r?\n|-[ \t]{_REST}\r?\n|\r?\n)"
_MOST_LINES = 100
_BLOCK = re.compile(
    rf"---[ \t]*\r?\n(?P<yaml>{_ENTRY}{_LINE}{{0,{_MOST_LINES}}}?)"
    r"(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)"
)


def front_matter_end(text: str) -> int:
    """Return where the front matter of a text ends, behind its last line; 0 if it has none."""
    match = _BLOCK.match(text) if text.startswith("---") else None
    return 0 if match is None else match.end()


def read_front_matter(text: str) -> Mapping[str, str]:
    """Return the entries of a text's front matter that are one value each, by folded name."""
    if not (match := _BLOCK.match(text)):
        return {}
    import yaml  # noqa: PLC0415  only for such files

    try:
        # All values as they are written: a date stays the text that ``iso_date`` reads.
        entries = yaml.load(match["yaml"], Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError):
        return {}
    pairs = entries.items() if isinstance(entries, dict) else ()
    return {
        name.strip().lower(): value
        for name, value in pairs
        if isinstance(name, str) and isinstance(value, str)
    }
