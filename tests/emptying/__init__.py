"""How the database is emptied after a test that committed: the guards of append-only tables are lifted meanwhile."""
