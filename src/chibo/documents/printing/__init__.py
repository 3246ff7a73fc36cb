"""Two printers of the same `Paper`: Word, which people go on editing, and PDF, which is sealed. No Django here."""
