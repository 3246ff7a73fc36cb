"""Chibo: the monthly work of party cells, from guidance to the scored report."""

__version__ = "0.1.0"
