"""Where it is served: contracts, lake, building, publishing, reading."""
