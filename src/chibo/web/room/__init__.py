"""A meeting's phones on the local network: addresses, a certificate they can trust, and how to tell them.

Nothing here asks anything outside that network.
"""
