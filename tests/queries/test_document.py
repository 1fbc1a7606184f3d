"""The pages on questions and gaps are those that the heads give."""

from __future__ import annotations

import pytest

from queries.document import DOCS, describe_gaps, describe_queries, main


@pytest.mark.skipif(not DOCS.is_dir(), reason="an installed package has no docs folder")
def test_the_pages_are_up_to_date() -> None:
    assert main(["--check"]) == 0


def test_every_question_and_rule_is_described() -> None:
    assert "liantu query who_leads -p name=" in describe_queries()
    assert "## no_lead" in describe_gaps() and "无牵头单位" in describe_gaps()
