"""What stands above and below an article and is about it, as archives of the press write it."""

from index.metadata.heads.head import Head, read_head
from index.metadata.heads.tail import read_tail

__all__ = ["Head", "read_head", "read_tail"]
