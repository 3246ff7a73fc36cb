"""The pieces of the month's journey: before the meeting, in it, after it, and the papers that it left behind."""
