"""Words of this room for the screen."""

from django.utils.functional import Promise

type Words = dict[str, str | Promise]

REFUSALS: Words = {}
