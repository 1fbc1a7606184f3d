"""Writes docs/queries.md and docs/gaps.md from the heads of the queries and rules: ``python -m queries.document [--check]``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from graph.schema import declaration
from queries.catalogue import Query, load_catalogue
from queries.rules import Rule, load_rules

DOCS = Path(__file__).parents[1] / "docs"
_MADE = "<!-- 由 python -m queries.document 生成，请勿手改。Generated; do not edit. -->"


def describe_queries() -> str:
    """Return docs/queries.md."""
    return "\n".join(_queries()) + "\n"


def _queries() -> Iterator[str]:
    queries = load_catalogue()
    yield _MADE
    yield ""
    yield "# 问题目录 · Catalogue of questions"
    yield ""
    yield f"共 {len(queries)} 个现成的问题，每个都是一条只读的 Cypher，在 Ladybug 和 Neo4j 上都能用。用 `liantu query 名称` 提问，用 `-p 参数=值` 给参数。"
    yield ""
    yield f"{len(queries)} questions, each a read-only Cypher text that runs on Ladybug and on Neo4j alike: `liantu query NAME -p key=value`."
    yield ""
    yield "| 名称 Name | 问题 | Question |"
    yield "|---|---|---|"
    yield from (f"| [{q.name}](#{q.name}) | {q.question['zh']} | {q.question['en']} |" for q in queries)
    for query in queries:
        yield from _query(query)


def _query(query: Query) -> Iterator[str]:
    yield ""
    yield f"## {query.name}"
    yield ""
    yield f"**{query.question['zh']}** {query.why['zh']}  "
    yield f"{query.question['en']} {query.why['en']}"
    yield ""
    for p in query.parameters:
        must = "必填 required" if p.default is None else f"默认 default `{p.default!r}`"
        yield f"- `{p.name}`（{p.type}，{must}）：{p.meaning['zh']} · {p.meaning['en']}"
    columns = "、".join(f"{texts['zh']} {texts['en']}" for texts in query.columns.values())
    yield f"- 列 Columns：{columns}"
    if query.rule:
        yield f"- 只看图中的关系；对照原文的是缺口规则 Sees relations only; the text is read by the gap rule [{query.rule}](gaps.md#{query.rule})"
    example = "".join(f" -p {key}={value}" for key, value in query.example.items())
    yield ""
    yield "```"
    yield f"liantu query {query.name}{example}"
    yield "```"
    yield ""
    yield "```cypher"
    yield query.cypher.rstrip()
    yield "```"


def describe_gaps() -> str:
    """Return docs/gaps.md."""
    return "\n".join(_gaps()) + "\n"


_PREFACE = """# 缺口规则 · Gap rules

缺口是规划人员预期应当连上、而文中没有连上的地方。每一处缺口都说明它属于哪一种“缺”：

- **原文指出**（stated）：文中自己说它缺；
- **本批文档未见**（graph）：读过的这些文档里没有。它从不等于世上没有；
- **可能漏读**（misread）：文字残缺、遮盖或读取不可靠，先核对原件。

规则先看同一份文件里的“同类”是怎样写的，再判断这一项该不该有。写全了的、整份文件都不逐项写的，不报。证据都是原文照录，人名已隐去。
严重程度是几部分之和（规则本身、文中是否说明、是否处于中心、有多少项依赖它、文档新旧），每处缺口都列出各部分；分值在 `queries/severity.yaml`，可以修改。

A gap is something that a planner expects to be linked and that is not. Every finding says which of three absences it is: the text says so itself (*stated*),
these documents show none (*graph*: never a claim about the world), or the reading may have missed it (*misread*). A rule learns from its peers in the document
what is expected; what is in order is not reported. Evidence is literal. The severity is a sum whose parts are shown; the points stand in
`queries/severity.yaml`.

新规则：在 `queries/gaps/` 放一个 `名称.cypher`（候选）和一个 `名称.yaml`（说明、步骤、措辞、下一步），步骤见 `queries/steps/`。
A new rule is a query and a head in `queries/gaps/`; its steps are those of `queries/steps/`.

样例：一份调研报告的[缺口报告](gap-report.md)，由 `liantu gaps --report gap-report.md` 写成。
A sample: the [gap report](gap-report.md) of one survey of the samples.
"""


def _gaps() -> Iterator[str]:
    rules = load_rules()
    yield _MADE
    yield ""
    yield _PREFACE
    yield "| 规则 Rule | 名称 | Title | 起始程度 Starts from |"
    yield "|---|---|---|---|"
    for rule in rules.values():
        severity = declaration()["severities"][rule.severity]
        yield f"| [{rule.name}](#{rule.name}) | {rule.title['zh']} | {rule.title['en']} | {severity['zh']} {severity['en']} |"
    for rule in rules.values():
        yield from _rule(rule)


def _rule(rule: Rule) -> Iterator[str]:
    yield ""
    yield f"## {rule.name}"
    yield ""
    yield f"**{rule.title['zh']}**　{rule.finds['zh']}"
    yield ""
    yield f"*{rule.title['en']}*: {rule.finds['en']}"
    yield ""
    yield "提示的说法 · How it reads:"
    yield ""
    for texts in rule.message.values():
        yield f"- {texts['zh']}  "
        yield f"  {texts['en']}"
    yield ""
    yield f"下一步 · Next step: {rule.next_step['zh']} {rule.next_step['en']}"
    yield ""
    yield "```cypher"
    yield rule.cypher.rstrip()
    yield "```"
    steps = "；".join(f"`{name}`{_settings(settings)}" for name, settings in rule.steps)
    yield ""
    yield f"步骤 · Steps: {steps}"


def _settings(settings: object) -> str:
    return f" {settings}" if settings else ""


def main(arguments: list[str]) -> int:
    """Write the pages; with ``--check`` say which are out of date instead, and return 1."""
    pages = {DOCS / "queries.md": describe_queries(), DOCS / "gaps.md": describe_gaps()}
    if "--check" in arguments:
        stale = [p for p, text in pages.items() if not p.exists() or p.read_text(encoding="utf-8") != text]
        for path in stale:
            print(f"{path}: out of date, run python -m queries.document", file=sys.stderr)
        return 1 if stale else 0
    for path, text in pages.items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
