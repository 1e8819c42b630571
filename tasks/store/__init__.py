"""Where things are kept and how they are reached: the folder of a warehouse, raw files and object stores, quarantine."""
