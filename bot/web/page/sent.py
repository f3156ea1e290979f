"""JSON that a browser sent: it can send anything."""

import json


def read_json(sent: object) -> object:
    """Return what was written as JSON; None if it is no text, or no JSON."""
    try:
        return json.loads(sent) if isinstance(sent, str) else None
    except (ValueError, RecursionError):
        return None
