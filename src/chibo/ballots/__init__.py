"""Votes: what was asked, who could vote, how many were for it, and whether it is adopted.

The only room that ever sees a vote. Open votes keep numbers only; a secret box keeps ballots that nobody can tie to
a voter once its key is destroyed. Knows nothing of meetings: an agenda item is an id to it.
"""
