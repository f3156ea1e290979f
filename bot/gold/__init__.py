"""Questions whose answers are known, and the confidence fitted to those of one's own archive.

Comes in: JSON Lines. Goes out: ``Gold``; a calibration that is stored with the index.
"""
