"""Lines and phrases that a website, an office machine or a preview put around the text: which they are, and why they go."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.clean.draft import Draft, Edit

_LINE_RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(pattern))
    for reason, pattern in (
        ("navigation", r"^您?(?:现在|当前)?的?(?:所在)?(?:当前)?位置\s*[:>](?=[^。]*$)"),
        ("navigation", r"^(?:网站)?首页\s*(?:[>|/→]|\s)"),
        (
            "navigation",
            r"^(?=[^。,;《]{4,90}$)(?=.*(?:[>》]|首页|正文|详情|网))(?:[^>》→|]{1,20}(?:>>?|》|→)){2,}[^>]*>?$",
        ),
        ("navigation", r"^(?=[^。,;]{4,60}$)(?:>>|>|→)"),
        ("navigation", r"^(?=[^。,;]{4,60}$).{1,12}\s*>\s*$"),
        ("navigation", r"^[^。,;]{1,80}>\s*(?:正文|详情|内容)$"),
        ("navigation", r"^(?=[^。,;\d]{6,120}$)(?!.*(?:责任单位|牵头|时限|序号))(?:[^|]{1,16}\|){3,}"),
        ("navigation", r"^【?[^。,;:《]{2,12}(?:网|库|之家|之星)】?\s*(?:→|>|》).*"),
        ("navigation", r"^(?:登录|注册|返回顶部|返回首页|更多>*|专题|分享|无障碍阅读|长者模式)[^。,;\d]{0,40}$"),
        ("navigation", r"^[^。,;]{0,12}(?:登录\s*\|\s*注册|首页\s热门|无障碍阅读|长者模式)"),
        ("pager", r"^【?(?:上|下)(?:一)?(?:篇|条|页)】?\s*[:：].*"),
        ("pager", r"^【?(?:上一篇|下一篇|上一条|下一条)】?.{0,60}$"),
        ("pager", r"^本文共\d+页.*|^.{0,20}当前第\d+页.*"),
        ("page number", r"^[-—–·\s]*第?\s*\d{1,4}\s*页?\s*(?:[/共]\s*第?\s*\d+\s*页?)?[-—–·\s]*$"),
        (
            "related",
            r"^【?(?:相关|热门|推荐|猜你喜欢|延伸)(?:推荐|文档|文章|阅读|热词|搜索|范文|链接|内容|专题)(?!协商|调研|研究|会|培训)[^。]{0,200}$",
        ),
        ("related", r"^【[^】]{2,40}】\s*相关(?:文章|文档|推荐|内容).{0,10}$"),
        (
            "licence",
            r"^[·\s]*(?:文章|本站?文?)?.{0,12}(?:版权(?:声明|所有|归|属)|著作权(?!保护|登记)|侵权(?!案|行为|纠纷|假冒)).{0,100}$",
        ),
        (
            "licence",
            r"^.{0,40}(?:未经(?:授权|许可)[^。]{0,12}(?:转载|复制|使用|摘编|引用|镜像)|禁止转载|转载请|网友上传|会员上传|用户.{0,16}上传|仅供(?:会员|学习|参考)|联系客服).{0,80}$",
        ),
        (
            "licence",
            r"^(?=.{0,300}$).*(?:版权声明\s*[:：]|(?:未经|不得)[^。]{0,12}(?:授权|许可|同意)[^。]{0,12}(?:不得|禁止|严禁)[^。]{0,6}转载)",
        ),
        (
            "licence",
            r"^.{0,60}(?:ICP备|公网安备|网站标识码|位访(?:客|问者)|分辨率浏览|技术支持\s*:[^。]{0,40}(?:公司|科技|网|软件|传媒|信息)).{0,80}$",
        ),
        (
            "download",
            r"^(?=.{0,110}$).*(?:VIP专免|开通会员|会员免|免费下载|付费后|付费文档|点击.{0,8}(?:下载|预览)|下载(?:全文|此文档|本文|需)|扫一扫下载|点击下载|文档大小|墨点).*",
        ),
        (
            "download",
            r"^(?=.{0,110}$)[…\.·\s(（]*(?:本文|剩余|全文|余下).{0,14}(?:剩余|付费|购买|登录后|下载后).{0,30}$",
        ),
        ("download", r"^.{0,30}(?:Word文档下载|将本文的Word).{0,60}$"),
        ("counter", r"^(?:\d{2,}\+|\d+(?:\.\d+)?[KMG]B|\d+\s?页|海报|展开>>.*|收起<<|侵权投诉|\d{2,} \d{4,})$"),
        ("counter", r"^(?:网友发表时间|.{0,8}分享\s*时间\s*:).{0,20}$"),
        ("script", r"^[\"'`)(}{;\]\[<>/\\=\s]+$"),
        ("share", r"^(?:分享到|识别二维码|关注我们|扫一扫|长按识别).{0,40}$"),
        (
            "related",
            r"^(?:以上(?:就是|是).{0,24}(?:全部内容|整理|分享)|更多.{0,10}(?:范文|资料|内容|文章).{0,10}(?:收藏|关注|点击|访问|查看)).{0,60}$",
        ),
        ("introduction", r"^本文(?:是|为)?关于.{0,60}(?:范文|希望).{0,60}$"),
        (
            "introduction",
            r"^(?=.*(?:小编|范文|大家|网友|文章|本站|您)).{0,400}以下是.{0,16}(?:整理|分享|收集|带来|推荐).{0,60}(?:供|参考|帮助|喜欢).{0,12}$",
        ),
        (
            "introduction",
            r"^.{0,120}(?:(?:小编|网友).{0,12}为(?:大家|您|你).{0,12}(?:整理|分享|收集|准备|带来)|我们.{0,12}为(?:大家|您|你).{0,12}(?:整理|收集|分享)).{0,80}$",
        ),
    )
)
_LINE_RULE = re.compile("|".join(pattern.pattern for _, pattern in _LINE_RULES))
_ENTRY = (
    r"(?:索\s*引\s*号|发[布文](?:机构|机关|单位)|(?:生成|成文|发文|公开|印发)日期|公开(?:主体|方式|形式|范围|类[别型]|时限|程序)|文\s*号|发文字号|主\s*题\s*(?:词|分类)"
    r"|信息(?:分类|类别)|[有时]\s*效\s*性|废止日期)\s*[:：\t\]】]"
)
"""What the catalogue of a government's site says of a paper."""
_META = re.compile(
    r"(?:信息)?来源\s*[:：]|作者\s*[:：]|编辑\s*[:：]|责任?编辑?\s*[:：]|责编\s*[:：]|上传\s*[:：]|发布(?:时间|日期|者)?\s*[:：]|更新时间\s*[:：]|日期\s*[:：]|时间\s*[:：]"
    r"|阅读(?:量|次数)?\s*[:：]|点击(?:量|次数|数)?\s*[:：]|浏览(?:量|次数)?\s*[:：]|评论\s*[:：]|字数\s*[:：]|页数\s*[:：]|格式\s*[:：]|大小\s*[:：]|文章编号\s*[:：]|下载次数\s*[:：]"
    r"|字号|字体|收藏|打印|关闭窗口|关闭】|(?<!容错)纠错(?!机制)|举报(?=[\s】\]|]|$)|分享到"
    r"|大\s?中\s?小|大/中/小|大\]\s?\[中|T\s?\|\s?T|返回顶部|我要投稿|下载|阅读 ?\d+|〔关闭〕|\[关闭\]|" + _ENTRY
)
_CATALOGUE = re.compile(r"索\s*引\s*号")
_NAMED = re.compile(r"^(?:信息名称|信息标题|文件名称|公文名称|名\s*称|标\s*题)\s*[:：\t]\s*", re.MULTILINE)
"""The label before a paper's title in such a catalogue."""
_CREDIT = re.compile(
    r"^[(（]?\s*(?:(?:本报|本网|本刊)?(?:通讯员|记者|实习生)|供稿|撰稿|文/图|图/文|(?:图文|文|图)(?=\s*[:：/丨|])|来源|信息来源|作者|编辑|责编|责任编辑|审核|摄影|撰稿人|供图|稿件来源|投稿)"
    r"[^。;]{0,60}$"
)
_STAFF = re.compile(r"^(?:主编|副主编|排版|策划|监制|校对|出品|终审|初审|复审)\s*[|:丨]\s*\S{1,20}$")
_CREDIT_TAIL = re.compile(
    r"(?<=[。!?”])[ ]*[(（][ ]*(?:(?:本报|本网)?(?:通讯员|记者)|供稿|撰稿|(?:文|图)(?=\s*[:：/丨| ])|来源|作者|编辑|审核)[^()（）。\n]{0,40}[)）][ ]*$",
    re.MULTILINE,
)
_INLINE_RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(pattern))
    for reason, pattern in (
        (
            "advertisement",
            r"[【\[(][^】\])\n]{0,40}(?:下载|会员(?=[免下专登上开]|文库)|开通会员|网友|本站|上传|公众号|客服|网址|www\.)[^】\])\n]{0,40}[】\])]",
        ),
        (
            "advertisement",
            r"(?:本文|资料|文章|更多)?(?:来自|来源于|尽在|就在|请上|关注)[^,。;\n]{2,12}[,:]?(?:海量|大量|更多|优质|精品)[^,。;\n]{0,16}"
            r"(?:材料|范文|课件|文档|模板|资料|素材)(?:和[^,。;\n]{0,8}(?:课件|文档|模板|材料|素材|范文))?[,。;]?",
        ),
        (
            "advertisement",
            r"(?<=[。!?])(?:(?:下载|阅读|查看|获取|浏览)(?:完整版?|全文|原文|更多)|更多[^。\n]{0,12}请)[^。\n]{0,40}(?=\n|$)",
        ),
        ("advertisement", r"(?:https?://|www\.)[\x21-\x7e]+"),
    )
)
_PREVIEW_LINES = 6
"""A preview of the beginning is looked for in so many lines at the end."""
_SHORT_LIST = re.compile(r"^(?=.{0,200}$)[^。]*$")

_TOP = 800
"""Characters in which a site's catalogue stands."""
_STOP = re.compile(r"[。!?;！？；]")
_LONGEST_RUN = 20_000
"""Characters; a run without any stop that is longer than this is no prose: data, or a file damaged in copying."""


def cut_junk(draft: Draft) -> None:
    """Cut from a draft with normalised characters and original lines what is not the document's own text."""
    for reason, pattern in _INLINE_RULES:
        draft.sub(pattern, "", reason)
    draft.sub(_CREDIT_TAIL, "", "credit")
    if _CATALOGUE.search(draft.text, 0, _TOP):
        draft.sub(_NAMED, "", "page data")
    draft.edit(_line_edits(draft.text))


def _line_edits(text: str) -> Iterator[Edit]:
    lines = text.split("\n")
    reasons = [line_reason(line.strip()) if line.strip() else None for line in lines]
    _spread(lines, reasons)
    _mark_repeats(lines, reasons)
    start = 0
    for line, reason in zip(lines, reasons, strict=True):
        if reason and line:
            yield Edit(start, start + len(line), "", reason)
        start += len(line) + 1


def line_reason(line: str) -> str | None:
    """Say why a line is no text of the document; None where it is."""
    if len(line) > 420:
        return "unbroken" if max(map(len, _STOP.split(line))) > _LONGEST_RUN else None
    for reason, pattern in _LINE_RULES if _LINE_RULE.match(line) else ():
        if pattern.match(line):
            return reason
    if len(line) <= 120 and "。" not in line:
        marks = len(_META.findall(line))
        if marks >= 2 or (
            marks
            and re.match(
                r"^[\[【(]?(?:信息来源|来源|发布(?:时间|日期|者|人)|更新时间|上传者|浏览次数)\s*[:]|^"
                + _ENTRY
                + "[^,;]{0,40}$",
                line,
            )
        ):
            return "page data"
        if _STAFF.match(line):
            return "credit"
        if len(line) <= 70 and _CREDIT.match(line) and re.search(r"[:：/丨|]|供稿|通讯员|记者|摄", line):
            return "credit"
    return None


def _spread(lines: Sequence[str], reasons: list[str | None]) -> None:
    """After a heading of recommendations near the end, the titles under it go too."""
    inside = False
    for index, line in enumerate(lines):
        if reasons[index] == "related" and index * 3 >= len(lines) * 2:
            inside = True
        elif inside and line.strip() and reasons[index] is None:
            if _SHORT_LIST.match(line):
                reasons[index] = "related"
            else:
                inside = False


def _mark_repeats(lines: Sequence[str], reasons: list[str | None]) -> None:
    """A title that stands again, and a preview that repeats the beginning, are read once."""
    kept = [index for index, line in enumerate(lines) if line.strip() and reasons[index] is None]
    if not kept:
        return
    first = "".join(lines[kept[0]].split())
    for index in kept[1:]:
        if "".join(lines[index].split()) == first and len(first) >= 6:
            reasons[index] = "repeated"
    packed = ["".join(lines[index].split()) for index in kept]
    tail = max(len(kept) - _PREVIEW_LINES, 1)
    earlier = "".join(packed[:tail])
    for index, block in zip(kept[tail:], packed[tail:], strict=True):
        prose = len(block) >= 60 and "\t" not in lines[index]  # rows of one table are alike
        if prose and len(earlier) >= len(block) // 2 and _repeats(block, earlier):
            reasons[index] = "repeated"
            if kept.index(index) and re.fullmatch(r"\S{0,6}(?:摘要|预览|简介)\S{0,2}", packed[kept.index(index) - 1]):
                reasons[kept[kept.index(index) - 1]] = "repeated"
        else:
            earlier += block


def _repeats(block: str, earlier: str) -> bool:
    """Whether at least four fifths of twelve samples of a block stand in the text before it."""
    width = 12
    step = max((len(block) - width) // 11, 1)
    samples = [block[i : i + width] for i in range(0, max(len(block) - width, 1), step)]
    return sum(sample in earlier for sample in samples) * 5 >= len(samples) * 4
