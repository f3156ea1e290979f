"""The runs of a Word document as its page shows them, before python-docx reads their text."""

from collections.abc import Iterator
from typing import Any

from index.formats.raised import lowered, raised

_LEAVING_OUT = ("w:vanish", "w:strike", "w:dstrike")
_OFF = ("0", "false", "off")


def hidden_styles(styles: Any) -> frozenset[str]:
    """Return the identifiers of styles whose text is not shown, or struck out."""
    return frozenset(_hidden_styles(styles))


def _hidden_styles(styles: Any) -> Iterator[str]:
    from docx.oxml.ns import qn  # noqa: PLC0415  only for this format

    for style in styles.iter(qn("w:style")):
        if _says_hidden(style.find(qn("w:rPr"))):
            yield style.get(qn("w:styleId"), "")


def keep_shown(root: Any, hidden: frozenset[str]) -> None:
    """Take hidden and struck runs out of a part, and write raised signs in plain characters.

    ``hidden``: as of ``hidden_styles``.
    """
    from docx.oxml.ns import qn  # noqa: PLC0415  only for this format

    telling = (*map(qn, _LEAVING_OUT), qn("w:vertAlign"))
    if not hidden and next(root.iter(*telling), None) is None:
        return
    for paragraph in list(root.iter(qn("w:p"))):
        of_style = _style(paragraph.find(qn("w:pPr")), "w:pStyle") in hidden
        before = ""
        for run in list(paragraph.iter(qn("w:r"))):
            marked = run.find(qn("w:rPr"))
            says = _says_hidden(marked)
            if says or (says is None and (of_style or _style(marked, "w:rStyle") in hidden)):
                run.getparent().remove(run)
                continue
            height = None if marked is None else marked.find(qn("w:vertAlign"))
            text = "".join(text.text or "" for text in run.iter(qn("w:t")))
            if height is not None and text.strip():
                _write_plainly(run, text, before, height.get(qn("w:val")))
            before = (before + text)[-80:]


def _write_plainly(run: Any, text: str, before: str, height: str | None) -> None:
    from docx.oxml.ns import qn  # noqa: PLC0415  only for this format

    if height == "superscript":
        text = raised(text, before)
    elif height == "subscript":
        text = lowered(text, before)
    for number, element in enumerate(run.iter(qn("w:t"))):
        element.text = "" if number else text


def _style(marked: Any, name: str) -> str | None:
    from docx.oxml.ns import qn  # noqa: PLC0415  only for this format

    style = None if marked is None else marked.find(qn(name))
    return None if style is None else style.get(qn("w:val"))


def _says_hidden(marked: Any) -> bool | None:
    """Return whether the marks of a run hide or strike it; None where they say nothing."""
    from docx.oxml.ns import qn  # noqa: PLC0415  only for this format

    found = [] if marked is None else [marked.find(qn(name)) for name in _LEAVING_OUT]
    said = [one.get(qn("w:val")) not in _OFF for one in found if one is not None]
    return any(said) if said else None
