"""Words of the model as people type them: labels, relations and severities by their name in the model, in Chinese or in English."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import click

from graph.language import say
from graph.schema import declaration


def find_word(part: str, text: str, names: Iterable[str]) -> str | None:
    """Return the name of the model that a typed word means; None where it means none.

    Args:
        part: of the declaration: ``labels``, ``relations`` or ``severities``.
        text: as typed; upper and lower case, ``_`` and space do not matter.
        names: those to choose from.

    Example:
        >>> find_word("labels", "机制制度", ["Mechanism"]), find_word("relations", "located in", ["LOCATED_IN"])
        ('Mechanism', 'LOCATED_IN')
    """
    model = declaration()[part]
    wanted = _plain(text)
    called = ((name, {_plain(name), *(_plain(model[name].get(key, name)) for key in ("zh", "en"))}) for name in names)
    return next((name for name, forms in called if wanted in forms), None)


def word_of(part: str, names: Iterable[str]) -> Callable[[str], str]:
    """Return what turns a typed word into a name of the model, for ``type=`` of an argument or option.

    Args:
        part, names: as in `find_word`.
    """
    known = list(names)

    def name_of(text: str) -> str:
        found = find_word(part, text, known)
        if found is None:
            raise click.BadParameter(
                say(f"没有“{text}”。可用：{listed(part, known)}", f"{text!r} is none of: {listed(part, known)}")
            )
        return found

    return name_of


def listed(part: str, names: Iterable[str]) -> str:
    """Return names of the model as people may type them, in one line.

    Example:
        >>> from graph.language import speaking
        >>> with speaking("zh"):
        ...     listed("labels", ["Brand", "Base"])
        '品牌 Brand、阵地 Base'
    """
    model = declaration()[part]
    return say("、", ", ").join(say(f"{model[name]['zh']} {name}", name) for name in names)


def _plain(text: str) -> str:
    return text.casefold().replace("_", " ").strip()
