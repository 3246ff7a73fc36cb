"""Pages of resolutions."""
