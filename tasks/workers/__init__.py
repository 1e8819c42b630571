"""Worker processes that do the batches of a run."""
