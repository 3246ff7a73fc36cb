"""What users are told: sentences with a link, on the page and by mail, sent at least once by the worker.

Knows nothing of what they are about: the room that tells brings the sentence and the way to its page.
"""
