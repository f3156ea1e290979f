"""An archive in shards: each is built by itself, and searched by itself, on one machine or several.

Comes in: a folder of articles, a number of shards. Goes out: one generation, whose segments are
those of all shards, and an ``Index`` of it that lets the shards search. Kept promise: it answers as
an index that was built in one.

::

    .index/
        shards/000/            the first shard: an index of its files alone
        generation-000001/     the archive: what holds for all articles, and all shards' segments

The segments are the same files on the disk, by hard links: all machines see one folder.
"""
