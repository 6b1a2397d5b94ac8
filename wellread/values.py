"""What every value of the program is made like."""

from __future__ import annotations

import msgspec


class Value(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Base of everything here: frozen, compared by content, made in one step with named fields, so never part of a circle."""
