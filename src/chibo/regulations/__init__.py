"""Numbers, forms and orders set by regulation: dated files in the package, and what a unit has set differently.

It chooses the rule of a day for a line of units; it does not know the tree, nor what a room does with a figure.
"""
