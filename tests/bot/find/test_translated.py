"""A list is found by the words of the other language too."""

from pathlib import Path

import pytest

from bot import Bot
from index import build

ARTICLES = {
    "bruecke.txt": "Neue Brücke\n\nSeeburg, 3. Mai 2023. Die Brücke über die Sel ist fertig.",
    "lehrer.txt": "Mehr Lehrer\n\nSeeburg, 4. Mai 2023. Die Stadt stellt neun Lehrer ein.",
    "crane.txt": "Crane maker fined\n\nSeeburg, 5 May 2023. The crane maker paid for bribery.",
}


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    folder: Path = tmp_path_factory.mktemp("articles")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    build(folder, folder / "index")
    return Bot(folder / "index")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("articles about the bridge", ["bruecke.txt"]),
        ("Which articles are there about teachers?", ["lehrer.txt"]),
        ("Artikel über Bestechung", ["crane.txt"]),
        ("Artikel über die Brücke", ["bruecke.txt"]),
        ("articles about elephants", []),
        ("Artikel über Wallberg", []),
    ],
)
def test_articles_are_listed_by_what_a_word_means(bot: Bot, asked: str, found: list[str]) -> None:
    listing = bot.ask(asked).listing
    assert listing is not None
    assert [one.citation.path for one in listing.articles] == found
