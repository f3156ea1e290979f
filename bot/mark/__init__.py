"""The words of a sentence that answer, by rules: where there is no reader."""
