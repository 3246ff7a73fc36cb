"""Points for a meeting on the sheet in force: evidence, the cell's own score, appraisal, decision.

Points are integers of a hundredth. The sheet is rule data; what was scored under it keeps it.
"""
