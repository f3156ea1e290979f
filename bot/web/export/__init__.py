"""The button "Export" below the conversation: it hands the browser a file of what was answered.

In: a conversation and the format that was chosen. Out: a file, made in memory; the server stores
none.
"""
