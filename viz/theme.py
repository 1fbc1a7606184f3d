"""The one look of every view and export: colours, shapes, dashes, fonts and sizes of ``viz/theme.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from graph.vocabulary import Label, Status


@dataclass(frozen=True, slots=True)
class Mark:
    """How nodes of one label look: ``colour`` as ``#RRGGBB``, ``shape`` by its Cytoscape.js name."""

    colour: str
    shape: str


@dataclass(frozen=True, slots=True)
class Line:
    """How one kind of line looks: ``dash`` in points of line and space, empty where solid; ``width`` in points."""

    colour: str
    dash: tuple[int, ...]
    width: float
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Tone:
    """Colours of one severity: ``fill`` behind white text, ``text`` on paper, ``pale`` behind dark text."""

    fill: str
    text: str
    pale: str


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes on the map in points; ``hub`` replaces ``node`` from ``hub_degree`` relations on."""

    node: int
    hub: int
    hub_degree: int
    label: int
    line_height: int
    label_characters: int
    label_lines: int


@dataclass(frozen=True, slots=True)
class Theme:
    """The whole theme. ``labels`` and ``lines`` and ``severities`` are keyed by the names of the schema."""

    labels: Mapping[str, Mark]
    lines: Mapping[str, Line]
    severities: Mapping[str, Tone]
    surfaces: Mapping[str, str]
    fonts: Mapping[str, tuple[str, ...]]
    sizes: Sizes

    def mark(self, label: Label) -> Mark:
        """Return how a node of the label looks."""
        return self.labels[label]

    def line(self, status: Status) -> Line:
        """Return how a proved relation of that status looks: facts are solid, plans dashed, stated absences red."""
        return self.lines["fact" if status == "done" else status]


@cache
def theme_record() -> dict[str, Any]:
    """Return ``viz/theme.yaml`` as plain data, as the page takes it."""
    record: dict[str, Any] = yaml.safe_load(files("viz").joinpath("theme.yaml").read_text(encoding="utf-8"))
    return record


@cache
def load_theme() -> Theme:
    """Return the theme.

    Example:
        >>> load_theme().labels["Brand"].shape
        'octagon'
    """
    record = theme_record()
    return Theme(
        labels={name: Mark(**mark) for name, mark in record["labels"].items()},
        lines={name: Line(**{**line, "dash": tuple(line["dash"])}) for name, line in record["lines"].items()},
        severities={name: Tone(**tone) for name, tone in record["severities"].items()},
        surfaces=record["surfaces"],
        fonts={name: tuple(families) for name, families in record["fonts"].items()},
        sizes=Sizes(**record["sizes"]),
    )
