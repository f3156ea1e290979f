"""The page: its layout, what it is drawn with, and what a browser tab keeps of it."""
