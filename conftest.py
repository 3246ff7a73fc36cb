"""What every test may use, in the rooms and in `tests/`. See tests/README.md."""

from chibo.web.translations import compile_all

pytest_plugins = ["tests.site", "tests.browser", "tests.needs", "tests.cast"]

compile_all()  # pages are read in English as well
