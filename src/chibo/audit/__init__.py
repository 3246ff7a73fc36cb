"""The append-only record: who did what where, what changed, and who looked at whose record.

Plain values, no foreign keys: the record stays true when what it tells of is moved or gone. Home of `@command`,
the frame of every write, and of the sealer that hashes what was written into a tree with signed heads.
"""
