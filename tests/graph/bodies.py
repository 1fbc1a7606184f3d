"""Facts of any number of invented documents, the same for the same seed: bodies of many places under all the names that texts give them."""

from __future__ import annotations

import random

from graph.facts import DocumentFacts, Entity
from graph.model import Document, Mention, digest
from graph.vocabulary import Label

_FORMS = (
    "委统战部/委统一战线工作部/统战部 委组织部 委宣传部 民族宗教事务局/民宗局/民族宗教局 民政局 教育局 教育体育局/教体局 财政局 公安局 司法局 "
    "人力资源和社会保障局/人社局/人力资源社会保障局 文化和旅游局/文旅局/文化旅游局 卫生健康局/卫健局 归国华侨联合会/侨联 妇女联合会/妇联 "
    "工商业联合会/工商联 新的社会阶层人士联谊会/新联会 党外知识分子联谊会/知联会 人民政府/政府 商务局 "
    "退役军人事务局/退役军人局 农业农村局 市场监督管理局/市场监管局 科学技术局/科技局"
)
_FUNCTIONS = tuple(tuple(forms.split("/")) for forms in _FORMS.split())
_FIRST, _SECOND = "青云白石长清安永新南北东西龙凤金", "台山河桥江溪川岭湖阳林泉平丰源原"


def places(count: int) -> list[str]:
    """Return full paths of counties in invented provinces and cities, many of their names near each other."""
    stems = [a + b for a in _FIRST for b in _SECOND]
    cities = [f"{'江南' if n % 2 else '岭西'}省{stem}市" for n, stem in enumerate(stems[: count // 4 + 1])]
    return [cities[n % len(cities)] + stems[-1 - n % len(stems)] + "县" for n in range(count)]


def generate(documents: int, seed: int, bodies: int = 12) -> tuple[list[DocumentFacts], dict[tuple[str, str], str]]:
    """Make documents of counties that name bodies of their county, city and province.

    Returns:
        The facts, and for document id and entity key the body that is meant.
    """
    rng = random.Random(seed)
    counties = places(max(4, documents // 8))
    batch, truth = [], {}
    for number in range(documents):
        path = rng.choice(counties)
        document = digest("document", seed, number) * 4
        entities: list[Entity] = []
        for forms in rng.sample(_FUNCTIONS, bodies):
            name, body = _named(rng, path, forms)
            key = f"e{len(entities)}"
            entities.append(
                Entity(
                    key,
                    Label.Organisation,
                    name,
                    (Mention(document, len(entities) * 30, len(entities) * 30 + len(name), name),),
                )
            )
            truth[document, key] = body
        made = Document(
            document, f"{number}.txt", f"第{number}份", "summary", year=2015 + number % 10, jurisdiction=path
        )
        batch.append(DocumentFacts(made, "", tuple(entities)))
    return batch, truth


def _named(rng: random.Random, path: str, forms: tuple[str, ...]) -> tuple[str, str]:
    """One of the names that a document of a county gives a body of the county or its city, and which body it is."""
    province, city, county = path[:3], path[3:6], path[6:]
    division, letter = rng.choice(((province + city + county, "县"), (province + city, "市")))
    own = division[-3:]
    front = rng.choice((letter, own, f"中共{own}" if forms[0].startswith("委") else own))
    return front + rng.choice(forms), f"{division} {forms[0]}"
