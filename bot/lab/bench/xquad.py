"""XQuAD's German paragraphs among the news articles: a second set of questions, of other texts."""

import shutil
from dataclasses import replace
from pathlib import Path

from bot.lab.bench.answers import Gold
from bot.lab.bench.data import eval_file
from bot.lab.ranking.questions import xquad_questions


def mixed_archive(folder: Path) -> list[Gold]:
    """Write the news articles and 120 German paragraphs into a folder, and return the questions.

    Each question comes in German and in English, with the German answer. Raises SourceError
    without the evaluation data.
    """
    news = eval_file("news")
    eval_file("xquad-de-dev.json")
    shutil.copytree(news, folder, dirs_exist_ok=True)
    template = Gold("", "de", "any", False, ())
    return [
        replace(
            template,
            question=asked.text,
            language=asked.language,
            answers=((asked.answer[0], asked.answer[2]),) if asked.answer else (),
        )
        for asked in xquad_questions(news.parent, folder)
    ]
