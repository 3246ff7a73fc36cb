"""Figures and sentences as papers write them: Vietnamese, whatever language the reader of a page has chosen."""

from chibo.kernel.share import Share


def percent_words(share: Share) -> str:
    """Return the percentage with a space that does not break; a dash where there is nothing to take a share of.

    >>> percent_words(Share(2, 3)), percent_words(Share(0, 0))
    ('66,67\xa0%', '–')
    """
    hundredths = share.percent_hundredths
    return "–" if hundredths is None else f"{hundredths // 100},{hundredths % 100:02d}\N{NO-BREAK SPACE}%"


def full_stop(text: str) -> str:
    """Return the sentence with exactly one mark at its end.

    >>> full_stop("Hiến đất;"), full_stop("Ai làm?")
    ('Hiến đất.', 'Ai làm?')
    """
    bare = text.rstrip(" .,;")
    return bare if bare.endswith(("?", "!", "…")) else f"{bare}."
