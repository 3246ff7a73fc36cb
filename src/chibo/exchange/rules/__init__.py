"""Pure part of the room: from a file of unknown shape to typed values and findings."""
