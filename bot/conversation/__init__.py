"""The rules of a conversation: what the next question means, and what is no answer to it.

Comes in: what is typed, and the questions before it. Goes out: ``Turn``, one question as it is to
be asked; ``may_answer`` says whether what was found answers it.
"""
