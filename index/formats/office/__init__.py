"""Documents of writing, slide and table programs → readings; each library is loaded at its first
file. What they unpack to and declare is checked first (``package``).
"""
