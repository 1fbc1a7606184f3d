"""Which dates tell when something happened."""

import pytest

from ingest.statements.dates import find_moments


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("6月12日挂牌成立", "2023-06-12"),
        ("6月底前建成", None),
        ("9月起实施", None),
        ("每年7月举办", None),
        ("今年将建成", None),
        ("2021年成立", "2021"),
        ("县妇联举办“2023年春风送岗”招聘会", None),
    ],
)
def test_a_date_by_which_from_which_or_every_year_is_no_moment(text: str, value: str | None) -> None:
    assert [d.value for d in find_moments(text, 2023)] == ([value] if value else [])
