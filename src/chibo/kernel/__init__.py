"""Days, months, refusals, search keys and ids: plain Python that every room may use.

It knows neither Django nor the database.
"""
