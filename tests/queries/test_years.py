"""Two years of a place: what goes on, under another name too, what is new, what is no more spoken of."""

from __future__ import annotations

import pytest

from graph.decisions import SAME, Decision, Kind, thing
from graph.model import Document, Edge, Evidence, Graph, Mention, Node, digest
from graph.vocabulary import Label, RelationType, Status
from queries.comparison import Item, Outcome
from queries.context import Context
from queries.years import compare_years, documents_of, other_names

CITY = "江南省梅岭市"
TEXTS = {
    "old": "市侨联举办侨心映山红读书活动。市侨联实施侨乡回归工程。建成同心书屋。举办2023年侨界联欢会。设立侨务联席会议制度。",
    "new": "市侨联举办侨心映山红读书月。市侨联实施侨乡回归工程。建成青禾驿站。举办2024年侨界联欢会。设立海外联络员制度。",
    "county": "县侨联建成归雁书屋。",
}
THINGS = {
    "侨心映山红读书活动": Label.Campaign, "侨心映山红读书月": Label.Campaign, "侨乡回归工程": Label.Programme, "同心书屋": Label.Base, "青禾驿站": Label.Base,
    "归雁书屋": Label.Base, "2023年侨界联欢会": Label.Campaign, "2024年侨界联欢会": Label.Campaign, "侨务联席会议制度": Label.Mechanism,
    "海外联络员制度": Label.Mechanism, "市侨联": Label.Organisation,
}  # fmt: skip


def graph(*led: str, date: str | None = None) -> Graph:
    """A graph of three documents; 市侨联 organises what is ``led``, in sentences that speak of ``date``."""
    documents = (
        Document("county", "县.txt", "总结", "summary", 2024, jurisdiction=f"{CITY}云台县"),
        Document("new", "新.txt", "总结", "summary", 2024, jurisdiction=CITY),
        Document("old", "旧.txt", "总结", "summary", 2023, jurisdiction=CITY),
    )
    nodes = tuple(
        Node(name, label, name, mentions=tuple(Mention(d, t.index(name), t.index(name) + len(name), name) for d, t in sorted(TEXTS.items()) if name in t))
        for name, label in sorted(THINGS.items())
    )  # fmt: skip
    edges = []
    for name in led:
        document = next(d for d in ("old", "new") if name in TEXTS[d])
        start = TEXTS[document].index(name)
        proof = Evidence(
            document, start, start + len(name), name, "case", 900, date=date, year_source="stated" if date else None
        )
        edges.append(Edge(RelationType.ORGANISES, "市侨联", name, Status.DONE, (proof,)))
    return Graph(documents, nodes, tuple(sorted(edges, key=lambda e: e.id)))


def steps(*led: str, decisions: tuple[Decision, ...] = (), date: str | None = None) -> dict[str, Item]:
    context = Context.read(graph(*led, date=date), TEXTS)
    return {step.nodes[0]: step for step in compare_years(context, "梅岭市", (2023, 2024), decisions)}


def test_each_work_has_one_course_and_both_sentences() -> None:
    found = steps()
    assert {name: step.outcome for name, step in found.items()} == {
        "侨乡回归工程": Outcome.CONTINUED,
        "侨心映山红读书活动": Outcome.RENAMED,
        "2023年侨界联欢会": Outcome.RENAMED,
        "同心书屋": Outcome.DROPPED,
        "侨务联席会议制度": Outcome.DROPPED,
        "青禾驿站": Outcome.NEW,
        "海外联络员制度": Outcome.NEW,
    }
    same = found["侨乡回归工程"]
    assert (same.before and same.before.document, same.after and same.after.document) == ("old", "new")
    assert same.before and same.before.quote in TEXTS["old"]
    assert (found["青禾驿站"].before, found["同心书屋"].after) == (None, None)


def test_another_name_is_proposed_with_a_reason_made_of_parts() -> None:
    told = steps("侨心映山红读书活动", "侨心映山红读书月")["侨心映山红读书活动"]
    assert told.nodes == ("侨心映山红读书活动", "侨心映山红读书月")
    assert {name for name, _ in told.parts} >= {"likeness", "same_body"}
    assert told.score == min(1000, sum(points for _, points in told.parts))
    assert [name for name, _ in steps()["2023年侨界联欢会"].parts] == ["edition"]


def test_what_a_person_said_to_be_two_is_not_proposed() -> None:
    two = {
        "type": SAME,
        "source": thing("Campaign", "侨心映山红读书活动", CITY),
        "target": thing("Campaign", "侨心映山红读书月", CITY),
    }
    found = steps(decisions=(Decision(digest("x"), Kind.REJECT, two),))
    assert found["侨心映山红读书活动"].outcome is Outcome.DROPPED
    assert found["侨心映山红读书月"].outcome is Outcome.NEW


def test_a_sentence_that_speaks_of_the_other_year_counts_for_it() -> None:
    assert steps("同心书屋", date="2024-05")["同心书屋"].outcome is Outcome.CONTINUED


@pytest.mark.parametrize(
    ("place", "expected"), [("梅岭市", {"old", "new"}), ("云台县", {"county"}), ("江南省", {"old", "new", "county"})]
)
def test_a_place_is_told_by_its_own_documents_where_they_do(place: str, expected: set[str]) -> None:
    years = (2024, 2024) if place == "云台县" else (2023, 2024)
    assert set(documents_of(graph().documents, place, years)) == expected


def test_what_the_other_year_names_letter_by_letter_is_not_new_or_dropped() -> None:
    texts = TEXTS | {"new": TEXTS["new"] + "同心书屋增开夜场。"}
    context = Context.read(graph(), texts)
    found = {item.nodes[0]: item for item in compare_years(context, "梅岭市", (2023, 2024))}
    shop = found["同心书屋"]
    assert (shop.outcome, shop.after and shop.after.quote) == (Outcome.CONTINUED, "同心书屋增开夜场。")


def test_a_thing_s_history_knows_what_it_may_have_been_called() -> None:
    context = Context.read(graph(), TEXTS)
    for name in ("侨心映山红读书活动", "侨心映山红读书月"):
        (item,) = other_names(context, context.nodes[name])
        assert item.nodes == ("侨心映山红读书活动", "侨心映山红读书月")
    assert other_names(context, context.nodes["市侨联"]) == []
    assert other_names(context, context.nodes["青禾驿站"]) == []
