"""The articles in many small archives: a confidence must mean the same there as in a large one."""

import random
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.answering.confidence import ARTICLES_LEARNED
from bot.lab.ranking.examples import Example, gather_examples
from bot.lab.ranking.questions import TrainingQuestion
from index import IndexConfig, build

ARTICLES = ARTICLES_LEARNED[0]


def small_archives(
    source: Path, questions: Sequence[TrainingQuestion], config: IndexConfig, seed: int = 1
) -> Iterator[Example]:
    """Yield the examples of all questions, each asked of an archive of about ``ARTICLES`` articles.

    The archives share out the files in ``source`` by chance, the same at every call; a question
    goes to the one that holds the article it is about.
    """
    files = sorted(source.iterdir())
    random.Random(seed).shuffle(files)
    count = max(1, len(files) // ARTICLES)
    for number in range(count):
        own = files[number::count]
        names = {file.stem for file in own}
        asked = [question for question in questions if question.group in names]
        if not asked:
            continue
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name, "articles")
            folder.mkdir()
            for file in own:
                shutil.copy(file, folder)
            build(folder, Path(name, "index"), config)
            yield from gather_examples(Path(name, "index"), asked)
