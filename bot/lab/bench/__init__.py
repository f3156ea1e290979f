"""Measurements that ``zitat bench`` prints."""
