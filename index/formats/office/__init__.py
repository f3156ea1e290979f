"""Documents of office programs → readings, each library loaded at the first file of its format.

What a document unpacks to and declares is checked before any part of it is read (``package``).
"""
