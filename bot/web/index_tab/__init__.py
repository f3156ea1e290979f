"""The tab "Articles & index": its layout, its events, and what it says."""
