"""Training data → the weights that zitat brings. Needs PyTorch and the extra "train"."""
