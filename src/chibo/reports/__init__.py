"""Figures of cells and committees by month, the board of cells, closed months, and the month's synthesis report.

Owns counts and what closes a month. What is counted stays in the rooms below; a figure opens into their rows.
"""
