"""What the page says, in German and English, and which of the two a reader gets."""
