"""Bytes to article text: decode, readers, blocks, boilerplate, metadata."""
