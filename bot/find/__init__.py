"""Where an answer may stand: a question → articles and sentences, narrowed to the time asked."""
