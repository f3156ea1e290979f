"""For programs: ``POST /api/ask``, and the original of an article."""
