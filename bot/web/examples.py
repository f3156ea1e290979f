"""Questions to begin with that the archive can answer."""

from collections.abc import Sequence

from bot.web.texts import Language, Texts
from index.types import Article

EXAMPLES = 4

# For the articles that zitat comes with; each is checked by a test. Any other archive gets
# questions made from its titles.
_OF_THE_SEEDS: dict[Language, tuple[str, ...]] = {
    "de": (
        "Wie viel Prozent an OpenAI könnte Microsoft bekommen?",
        "Was sagte Altman über die letzten drei Jahre?",
    ),
    "en": ("Who is the CEO of OpenAI?",),
}
_SEED_PATHS = {"000_bedaab97efa26e68.txt", "001_85ee735918666742.txt"}


def example_questions(articles: Sequence[Article], texts: Texts) -> list[str]:
    """Return up to four questions about these articles, in the language of ``texts``."""
    if {article.path for article in articles} == _SEED_PATHS:
        return list(_OF_THE_SEEDS[texts.language])
    step = max(1, len(articles) // EXAMPLES)
    chosen = articles[::step][:EXAMPLES]
    return [texts.topic_question.format(title=article.title) for article in chosen]
