"""When a figure holds: the times an article names, which of them can be meant, which one is."""
