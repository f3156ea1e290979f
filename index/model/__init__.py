"""The embedded model: weights, tokenizer, and the script that trains them."""
