"""The pages that ``zitat bench build`` reads hold the articles' words in two columns."""

from bot.lab.bench.speed.pdf_pages import read_plain, run, two_column_pdf
from index.formats.pdf import PdfReader

TEXTS = ["Die Königin kam im Mai nach Görlitz und blieb. " * 80]


def test_both_readers_find_all_words_of_a_page_in_columns() -> None:
    data = two_column_pdf(TEXTS, pages=1)
    (found,) = PdfReader().read(data)
    sentence = TEXTS[0].split(". ")[0] + "."
    assert found.text.count(sentence) > 100
    assert sorted(found.text.split()) == sorted(read_plain(data).split())


def test_the_figures_tell_how_many_times_as_long_a_page_takes() -> None:
    figures = run(TEXTS, pages=1, rounds=1)
    assert figures.ratio > 1
    assert [line.split()[-1] for line in figures.render()] == [
        f"{figures.plain_pages_per_second:.0f}",
        f"{figures.pages_per_second:.0f}",
        f"{figures.ratio:.1f}",
    ]
