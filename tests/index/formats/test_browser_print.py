"""What a browser prints above and below a page is no text of the article."""

import pytest

from index.formats.browser_print import without_browser_lines
from index.layout import Paragraph


def page(*texts: str) -> list[Paragraph]:
    return [Paragraph(text, 10, bold=False, spaced=True) for text in texts]


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        (["29.11.26, 18:30\tDer Hof - Bote"], ["https://bote.example/hof?x=1 {}/2"]),
        (["11/29/26, 6:30 PM\tDer Hof"], ["file:///home/ina/hof.html", "{}/2"]),
        (["Der Hof - Bote\thttps://bote.example/hof"], ["{} von 2\t29.11.2026, 18:30"]),
    ],
)
def test_what_a_browser_prints_around_each_page_is_left_out(
    head: list[str], foot: list[str]
) -> None:
    texts = [["Der Hof", "Er wurde 1702 gebaut."], ["Am 3.5.2020, 10:00 Uhr, endet die Schau."]]
    pages = [
        page(*head, *own, *(part.format(number) for part in foot))
        for number, own in enumerate(texts, 1)
    ]

    found = without_browser_lines(pages)

    assert found is not None
    assert [[paragraph.text for paragraph in one] for one in found] == texts


@pytest.mark.parametrize(
    "texts",
    [
        ["Der Hof", "Er wurde 1702 gebaut.", "1/1"],
        ["Der Hof", "Er wurde 1702 gebaut.", "https://bote.example/hof 1/1"],
        ["29.11.26, 18:30 Der Hof", "Mehr unter https://bote.example/hof 3/4"],
        ["29.11.26, 18:30 Der Hof", "https://bote.example/hof 1/1"],
        [],
    ],
)
def test_pages_of_other_programs_stay_as_they_are(texts: list[str]) -> None:
    assert without_browser_lines([page(*texts)]) is None
