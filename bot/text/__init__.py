"""Pure text: sentences, amounts, times, names. No index, no model."""
