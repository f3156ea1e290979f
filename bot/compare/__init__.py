"""What other articles say of the same: alike, otherwise, or of an earlier time."""
