"""The pages people look at, rendered from the published warehouse alone."""
