"""What every test may use, in the rooms and in `tests/`. See tests/README.md."""

pytest_plugins = ["tests.site", "tests.browser", "tests.needs", "tests.cast"]
