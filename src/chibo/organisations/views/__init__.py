"""Pages of the tree: reading it, changing it, and the mandates in it."""
