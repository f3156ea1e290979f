"""What zitat costs: building, opening, asking, the page; in seconds and megabytes, by ratios."""
