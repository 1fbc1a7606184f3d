"""Steps of the gap rules: what Cypher cannot say. A head names the step; the step turns the query's rows into candidates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from queries.context import Candidate, Context
from queries.steps.carriers import isolated, memberless, uncarried
from queries.steps.counted import counted_members, counted_pairs, counted_sets
from queries.steps.duties import unmeasured, unowned
from queries.steps.figures import contradictions, year_conflicts
from queries.steps.measures import unanswered
from queries.steps.peers import unled
from queries.steps.plans import unreported
from queries.steps.sites import unlinked_sites
from queries.steps.venues import unhosted

STEPS: Mapping[str, Callable[[Context], Iterable[Candidate]]] = {
    step.__name__: step
    for step in (
        contradictions,
        counted_members,
        counted_pairs,
        counted_sets,
        isolated,
        memberless,
        unanswered,
        uncarried,
        unhosted,
        unled,
        unlinked_sites,
        unmeasured,
        unowned,
        unreported,
        year_conflicts,
    )
}
"""Every step by the name that heads use."""
