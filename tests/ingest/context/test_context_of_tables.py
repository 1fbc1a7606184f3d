"""What a table of tasks without any text around it says of itself: little, and nothing is made up."""

from __future__ import annotations

from ingest.page import page_of
from ingest.text import Source

TABLE = (
    "序号\t任务\t责任单位\t完成时限\n1\t普查侨情\t市侨办、市侨联\t2024年8月底前\n2\t建设侨胞之家\t市侨联\t2024年12月31日前\n"
    "3\t召开联席会议\t市委统战部（牵头）、市民宗局（配合）\t每季度末"
)


def test_the_time_of_a_task_makes_no_news_and_its_owner_no_issuer() -> None:
    found = page_of(Source("a.csv", "0" * 64, "text/csv", TABLE)).context
    assert (found.kind, found.issuer) == ("other", None)
