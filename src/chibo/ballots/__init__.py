"""Votes: what was asked, who could vote, how many were for it, and whether it is adopted.

The only room that ever sees a vote. Open votes keep numbers only; who voted how is not kept.
"""
