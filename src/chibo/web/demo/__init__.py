"""The demo: one grassroots committee with four cells and fourteen months behind them, made through the services alone.

Everything is invented. All days are relative to the day on which it is made; the clock is set back for what lies in
the past. Nothing here inserts a row by itself (a guard keeps it so), but for the mark that says that it is a demo.
"""
