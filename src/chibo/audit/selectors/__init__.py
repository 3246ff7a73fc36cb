"""Reading the record, and checking that it is what was sealed."""

from chibo.audit.selectors.checking import Progress, check_record
from chibo.audit.selectors.reading import entries_of, latest_entries, looks_at, newest_head, set_aside

__all__ = ["Progress", "check_record", "entries_of", "latest_entries", "looks_at", "newest_head", "set_aside"]
