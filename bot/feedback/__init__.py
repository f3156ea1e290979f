"""What readers say of answers: kept beside the index, handed on as questions, asked again.

In: an answer and a verdict on it. Out: a line of ``feedback.jsonl``, questions with gold answers,
and which judged answers a rebuild has changed.
"""
