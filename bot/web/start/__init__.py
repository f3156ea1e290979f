"""From the command to the page: the address is open at once, and says what it waits for.

In: the settings. Out: a server that answers with the waiting page until index, model and page are
loaded, and with the page from then on.
"""
