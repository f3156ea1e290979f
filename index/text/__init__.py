"""Pure text: terms, numbers, compounds, chunks, the rows of tables. No file, no index, no model."""
