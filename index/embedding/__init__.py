"""Texts → unit vectors, by zitat's own model or any of sentence-transformers.

Kept promise: a model is proven by its checksums before it is used.
"""
