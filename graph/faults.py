"""All that is wrong with one record, told at once: who mends a row wants to mend it once."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Faults:
    """Collects the faults that checks of one record raise as ValueError."""

    def __init__(self) -> None:
        self._said: list[str] = []

    def of(self, check: Callable[_P, _T], *given: _P.args, **named: _P.kwargs) -> _T | None:
        """Return what a check returns; None where it finds a fault, which is kept."""
        try:
            return check(*given, **named)
        except ValueError as fault:
            self._said.append(str(fault))
            return None

    def add(self, fault: str) -> None:
        """Keep a fault."""
        self._said.append(fault)

    def tell(self) -> None:
        """End the checks.

        Raises:
            ValueError: there are faults; it says each once.
        """
        if self._said:
            raise ValueError("；".join(dict.fromkeys(self._said)))
