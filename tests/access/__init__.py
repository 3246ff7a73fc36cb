"""Who is answered what: every address, asked by every role, for things at every place."""
