"""A text → what stands in it: so far the rows of its tables. Pure: no file, no index, no model."""
