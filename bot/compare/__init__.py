"""What other articles say of the same: alike, otherwise, or of an earlier time.

In: the best candidate of each article. Out: ``Voice``s and ``Earlier``s; the answer's own first.
Two values are compared only where both are sure; else nothing is said of them.
"""
