"""The index follows the folder of articles while the page is served, and open pages say so.

In: changes of files. Out: a rebuilt index that answers, without half an article in it, and a line
on every open page that tells how many articles are new.
"""
