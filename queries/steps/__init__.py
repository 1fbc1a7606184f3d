"""Steps of the gap rules: what Cypher cannot say. A head names the step; the step turns the query's rows into candidates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from queries.context import Candidate, Context
from queries.steps.counted import counted_members, counted_pairs, counted_sets
from queries.steps.peers import unhosted, unled
from queries.steps.sites import unlinked_sites

Step = Callable[[Context], Iterable[Candidate]]

STEPS: Mapping[str, Step] = {
    "counted_members": counted_members,
    "counted_pairs": counted_pairs,
    "counted_sets": counted_sets,
    "unhosted": unhosted,
    "unled": unled,
    "unlinked_sites": unlinked_sites,
}
"""Every step by the name that heads use."""
