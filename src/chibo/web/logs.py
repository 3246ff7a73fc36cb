"""What the log never says: the secret of a private address, which is as good as a password."""

import logging
import re

SECRET = re.compile(r"(/lich/)[\w-]{20,}")


class HidesSecrets(logging.Filter):
    """Takes secrets out of each line before it is written, whoever wrote it."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        hidden = SECRET.sub(r"\1…", said)
        if hidden != said:
            record.msg, record.args = hidden, ()
        return True
