"""``python -m index [FOLDER]`` rebuilds the index, as ``zitat index`` does."""

import typer

from index.cli import exit_with_message, rebuild

exit_with_message(lambda: typer.run(rebuild))
