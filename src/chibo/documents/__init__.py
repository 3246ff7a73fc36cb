"""Papers and files: number series, the description and printing of every paper, what was issued, stored bytes.

It does not know why a paper is written or who may read a meeting's minutes: the room that owns the matter does.
"""
