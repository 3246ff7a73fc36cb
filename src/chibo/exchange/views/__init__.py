"""Pages of the room: runs, their rows, and lists that go out."""
