"""What the sentences so far leave to the next."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.mentions.span import Named


@dataclass(slots=True)
class Scene:
    """What one sentence leaves to the next.

    Attributes:
        subject: names that an omitted subject may mean.
        topic: things that were last spoken of.
        event: the meeting or activity that was last named.
        events: all that the document has named so far.
        body: the body of several bodies (领导小组, 联盟) that the sentences before last named.
        made: things that the paragraph has set up, held or run since the last list of responsible bodies.
        answered: whether a list of responsible bodies stood since the paragraph last set something up.
        heading: the thing that the heading above names, and nothing more.
        whole: a named set or list whose members follow.
        charged: the body that the heading above sets over what follows: 县财政局：.
        duties: how many duties the last sentence told that told any; a line of responsible bodies after it is theirs.
        day: the day of which the sentences before tell, with what its year rests on.
        over: the year that a heading over the section names.
        back: whether the paragraph looks back: 过去一年，….
        year: the year with which the paragraph opens, else that of the heading.
    """

    subject: list[Named] = field(default_factory=list)
    topic: list[Named] = field(default_factory=list)
    event: list[Named] = field(default_factory=list)
    events: list[Named] = field(default_factory=list)
    body: list[Named] = field(default_factory=list)
    made: dict[Named, None] = field(default_factory=dict)
    answered: bool = False
    heading: list[Named] = field(default_factory=list)
    whole: list[Named] = field(default_factory=list)
    charged: list[Named] = field(default_factory=list)
    duties: int = 0
    back: bool = False
    day: tuple[str, str] | None = None
    over: tuple[str, str] | None = None
    year: tuple[str, str] | None = None
