"""The administrative units an article speaks of, resolved to official codes."""
