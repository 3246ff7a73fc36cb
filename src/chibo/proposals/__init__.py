"""Members' numbered questions, proposals and requests to a body: someone in charge, a day, an answer, a follow-up.

Knows who asked what and when it was answered, never what a meeting said about it.
"""
