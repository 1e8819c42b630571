"""What keeps a home: a folder of a disk, or a prefix of an object store with a folder that is its working copy.

`store_of(folder)` gives it. Names are those of the home: paths below it, with `/`. Whoever reads or writes a file of the lake or of
a run under way asks the store, and knows neither renames nor requests.
"""
