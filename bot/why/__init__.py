"""Why a question is answered as it is: what each stage says of a sentence, and that in words."""
