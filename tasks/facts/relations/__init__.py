"""What ties figures together: lists, parts of a whole, shares and changes; all attributes put together."""
