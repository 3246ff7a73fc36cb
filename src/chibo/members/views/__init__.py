"""Pages of members: the list, a record, what is done with it, one's own."""
