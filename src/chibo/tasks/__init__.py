"""Who owes what by when: handed out, reported, verified, carried over.

Does not know why a task exists: its origin is a label and a link given by whoever made it.
"""
