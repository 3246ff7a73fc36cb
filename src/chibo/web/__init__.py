"""The front door: settings, root addresses, middleware, menu, error pages, first run and the demo.

Knows every room and is known by none.
"""
