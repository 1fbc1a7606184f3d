"""What a clause denies does not stand, whoever claims it: the relation reader too."""

from __future__ import annotations

import pytest

from graph.vocabulary import Label, RelationType, Status
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named
from ingest.page import page_of
from ingest.relations.claim import Claim
from ingest.relations.denied import undenied
from ingest.text import Source


def standing(text: str, kind: RelationType, source: str | None, target: str) -> list[Status]:
    reading = Reading(page_of(Source("case.txt", "0" * 64, "text/plain", text)))
    text = reading.text

    def named(name: str) -> Named:
        start = text.index(name)
        return Named(start, start + len(name), Label.Organisation, None, "reader", 800, (name,))

    claim = Claim(kind, named(source) if source else None, named(target), 0, len(text), "reader", 900)
    return [one.status for one in undenied(reading, [claim])]


@pytest.mark.parametrize(
    ("text", "kind", "source", "target"),
    [
        ("晒谷场原由农经站管理。", "LEADS", "农经站", "晒谷场"),
        ("陵园此前归民政局管理,今年移交。", "LEADS", "民政局", "陵园"),
        ("文旅局原牵头的大舞台改由文化馆牵头。", "LEADS", "文旅局", "大舞台"),
        ("大舞台改由文化馆牵头,文旅局不再牵头。", "LEADS", "文旅局", "大舞台"),
        ("书屋不再由文联、作协主办。", "ORGANISES", "作协", "书屋"),
        ("科协目前不参与骑行赛。", "PARTICIPATES_IN", "科协", "骑行赛"),
        ("残联并未与职校签约。", "COOPERATES_WITH", "残联", "职校"),
        ("今年不再单独举办山歌赛。", "ORGANISES", None, "山歌赛"),
        ("展销会也未如期举办。", "ORGANISES", None, "展销会"),
        ("原定由体育局主办的骑行赛因雨取消。", "ORGANISES", "体育局", "骑行赛"),
        ("“渔火夜话”文化品牌在全区叫响。", "LEADS", None, "渔火夜话"),
        ("绿道已建成,“渔火夜话”影响力不断扩大。", "ESTABLISHES", None, "渔火夜话"),
        ("由文旅局指导、文化馆主办的骑行赛开幕。", "ORGANISES", "文旅局", "骑行赛"),
        ("由文旅局指导、文化馆主办的骑行赛开幕。", "COOPERATES_WITH", "文化馆", "文旅局"),
        ("侨联组织乡镇代表队参加骑行赛。", "ORGANISES", "侨联", "骑行赛"),
        ("残联部署各地集中开展暖冬行动。", "ORGANISES", "残联", "暖冬行动"),
        ("商会拒绝捐赠书屋图书。", "SUPPORTS", "商会", "书屋"),
        ("侨联从书屋收回捐赠图书500册。", "SUPPORTS", "侨联", "书屋"),
        ("文旅局宣读了《书屋管理办法》。", "ISSUES", "文旅局", "书屋管理办法"),
        ("文旅局学习宣传新修订的《书屋管理办法》。", "ISSUES", "文旅局", "书屋管理办法"),
        ("对获奖选手授予“渔火能手”称号。", "AWARDED", None, "渔火能手"),
        ("五月举办骑行赛,由体育局、文旅局主办。", "ORGANISES", None, "骑行赛"),
        ("修订《书屋管理办法》,由文旅局牵头。", "ISSUES", None, "书屋管理办法"),
        ("如果文旅局牵头骑行赛,就能办好。", "LEADS", "文旅局", "骑行赛"),
        ("网上谣传文旅局举办骑行赛。", "ORGANISES", "文旅局", "骑行赛"),
        ("有人建议文旅局举办骑行赛。", "ORGANISES", "文旅局", "骑行赛"),
        ("严禁文旅局单独举办骑行赛。", "ORGANISES", "文旅局", "骑行赛"),
        ("与其由文旅局举办骑行赛,不如由社区举办。", "ORGANISES", "文旅局", "骑行赛"),
        ("尚未形成文旅局牵头的骑行赛制度。", "LEADS", "文旅局", "骑行赛制度"),
        ("文旅局否认举办骑行赛。", "ORGANISES", "文旅局", "骑行赛"),
        ("文旅局已取消骑行赛。", "ORGANISES", "文旅局", "骑行赛"),
        ("文旅局暂缓实施骑行赛。", "ORGANISES", "文旅局", "骑行赛"),
        ("文旅局差点举办骑行赛。", "ORGANISES", "文旅局", "骑行赛"),
        ("文旅局是否牵头骑行赛,尚待研究。", "LEADS", "文旅局", "骑行赛"),
        ("文旅局本应牵头骑行赛,但未牵头。", "LEADS", "文旅局", "骑行赛"),
        ("骑行赛由文旅局承办被否决。", "ORGANISES", "文旅局", "骑行赛"),
        ("文旅局举办骑行赛,实属误传。", "ORGANISES", "文旅局", "骑行赛"),
        ("除文旅局外,各部门均参与骑行赛。", "PARTICIPATES_IN", "文旅局", "骑行赛"),
        ("谁来牵头骑行赛？", "LEADS", None, "骑行赛"),
        ("举办茶会\t文旅局\n举办骑行赛\t体育局\n", "ORGANISES", "文旅局", "骑行赛"),
    ],
)
def test_what_is_denied_falls(text: str, kind: str, source: str | None, target: str) -> None:
    assert not standing(text, RelationType(kind), source, target)


@pytest.mark.parametrize(
    ("text", "kind", "source", "target"),
    [
        ("晒谷场原由农经站建成。", "ESTABLISHES", "农经站", "晒谷场"),
        ("书屋原由文联主办,现由作协主办。", "ORGANISES", "作协", "书屋"),
        ("科协不断推进骑行赛。", "ORGANISES", "科协", "骑行赛"),
        ("科协未来举办骑行赛。", "ORGANISES", "科协", "骑行赛"),
        ("科协没有停步,举办骑行赛。", "ORGANISES", "科协", "骑行赛"),
        ("展销会未出意外。", "ORGANISES", None, "展销会"),
        ("按原计划由体育局主办的骑行赛未受影响。", "ORGANISES", "体育局", "骑行赛"),
        ("叫响“渔火夜话”品牌。", "LEADS", None, "渔火夜话"),
        ("由文旅局指导、文化馆主办的骑行赛开幕。", "SUPPORTS", "文旅局", "骑行赛"),
        ("侨联组织乡镇代表队参加骑行赛。", "PARTICIPATES_IN", "乡镇代表队", "骑行赛"),
        ("侨联组织开展群众参与度高的骑行赛。", "ORGANISES", "侨联", "骑行赛"),
        ("侨联组织师生参与的骑行赛落幕。", "ORGANISES", "侨联", "骑行赛"),
        ("侨联组织会员参加并承办骑行赛。", "ORGANISES", "侨联", "骑行赛"),
        ("残联部署全县安全工作并开展暖冬行动。", "ORGANISES", "残联", "暖冬行动"),
        ("残联在全县部署开展暖冬行动。", "ORGANISES", "残联", "暖冬行动"),
        ("“渔火夜话”品牌建设加快推进。", "LEADS", None, "渔火夜话"),
        ("文旅局为落实任务编制《书屋管理办法》。", "ISSUES", "文旅局", "书屋管理办法"),
        ("文旅局组织学习、汇编《书屋管理办法》。", "ISSUES", "文旅局", "书屋管理办法"),
        ("被省文联授予“渔火能手”称号。", "AWARDED", None, "渔火能手"),
        ("五月举办骑行赛,由体育局承办。", "ORGANISES", None, "骑行赛"),
        ("如果下雨,文旅局牵头骑行赛。", "LEADS", "文旅局", "骑行赛"),
        ("防止返贫的骑行赛由文旅局举办。", "ORGANISES", "文旅局", "骑行赛"),
        ("文旅局取消收费并举办骑行赛。", "ORGANISES", "文旅局", "骑行赛"),
        ("除文旅局外,体育局举办骑行赛。", "ORGANISES", "体育局", "骑行赛"),
        ("举办骑行赛\t体育局\n", "ORGANISES", "体育局", "骑行赛"),
        ("五月举办骑行赛,由体育局牵头。", "ORGANISES", None, "骑行赛"),
        ("省文联授予书屋“渔火能手”称号。", "AWARDED", "书屋", "渔火能手"),
        ("推动“渔火夜话”知名度提升。", "LEADS", None, "渔火夜话"),
    ],
)
def test_what_is_not_denied_stands(text: str, kind: str, source: str | None, target: str) -> None:
    assert standing(text, RelationType(kind), source, target) == [Status.DONE]
