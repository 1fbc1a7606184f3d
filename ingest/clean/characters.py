"""Characters: invisible ones, entities, traditional to simplified, widths, scraper pinyin, spaces inside words, quotation marks.

The convention of all clean text: ``, ; : ( ) ! ?`` and digits and letters are half-width; ``。、“”‘’《》—…【】·`` stay; 「」 and straight
quotes become “”. In this genre half of the documents are half-width throughout, so one form had to give way.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import cache

import opencc

from ingest.clean.draft import Draft, Edit

_ENTITY = re.compile(r"&(?:amp;)*(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
_LINE_END = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\u200b-\u200f\u2060-\u2064\ufeff\u00ad\u202a-\u202e\u2066-\u2069\ufe00-\ufe0f\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff]+"
)
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PINYIN = re.compile(
    rf"(?<=[{_HAN}])[(（][ ]?[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹ]{{1,6}}[ ]?[)）](?=[{_HAN}。、,;:!?”]|$)", re.MULTILINE
)
_CHARGE = re.compile(r"【((?:牵头|责任|配合|主办|承办|协办|参与|完成)[^【】\n]{2,80})】")
"""Who answers for what stands before, in brackets of another form."""
_LABEL = re.compile(
    r"(?P<after>(?<=[^\s。;:])[ ]*)?(?<!“)【(?P<label>(?:牵头|责任|配合)(?:单位|部门|科室|股室)?|(?:主办|承办|协办|参与)单位"
    r"|(?:完成|整改)(?:时限|时间|期限)|时限)】[ ]*(?=[^\s:【])"
)
"""A label of responsibility in brackets: 【牵头】县文旅局 【时限】6月底前; alone in its line 【责任】 heads what follows."""
_DOUBLED = re.compile(r"([,;:、。])\1+|[,;、](?=[。;])")
_STOP = re.compile(rf"(?<=[{_HAN}”’》)%])\.(?![.\w]*[A-Za-z])(?!\.)|(?<=\d)\.(?=\s*$|”)", re.MULTILINE)
_ELLIPSIS = re.compile(r"\.{3,}")
_BETWEEN = re.compile(r"(?<![\x21-\x7e])[ ]+|[ ]+(?![\x21-\x7e])|(?<=[,;:()!?])[ ]+|[ ]+(?=[,;:()!?])", re.MULTILINE)
_TITLE_GAP = re.compile(rf"(?<=\d)[ ]+(?=[{_HAN}])|(?<=[{_HAN}])[ ]+(?=\d)|(?<=\S[ ])[ ]+")
_SENTENCE = re.compile(r"[。,;、]")

_SAME_WIDTH = {
    "\u3000": " ", "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u202f": " ", "\u205f": " ",
    "「": "“", "」": "”", "『": "‘", "』": "’", "〝": "“", "〞": "”", "﹁": "“", "﹂": "”", "＂": '"',
    "﹒": "·", "•": "·", "‧": "·", "・": "·", "∙": "·", "｡": "。", "､": "、", "〈": "《", "〉": "》", "﹤": "《", "﹥": "》",
    "﹐": ",", "﹑": "、", "﹔": ";", "﹕": ":", "﹖": "?", "﹗": "!", "﹙": "(", "﹚": ")", "〔": "[", "〕": "]",
    "‑": "-", "‒": "-", "–": "—", "―": "—", "─": "—", "━": "—",
}  # fmt: skip


@cache
def _widths() -> dict[int, str]:
    table = {ord(old): new for old, new in _SAME_WIDTH.items()}
    table |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if code not in table}
    for code in (*range(0x2E80, 0x2FD6), *range(0xF900, 0xFB00)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1 and plain != chr(code):
            table[code] = plain
    return table


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def simplify(text: str) -> str:
    """Turn traditional characters into simplified ones, one to one.

    t2s, not tw2sp: the latter rewrites official terms (核心 to 内核, 执行 to 运行). Where a phrase would change its length, each character
    is converted by itself.
    """
    converted: str = _converter().convert(text)
    if len(converted) == len(text):
        return converted
    return "".join(new if len(new := _converter().convert(char)) == 1 else char for char in text)


def normalise(text: str) -> str:
    """Bring a piece of text to the characters of clean text without minding where they came from: for comparing."""
    return one_to_one(_ENTITY.sub(_unescape, text))


def one_to_one(text: str) -> str:
    """Bring a piece of text to the characters of clean text, each to one, so that every offset stays."""
    return simplify(text.translate(_widths()))


def normalise_characters(draft: Draft) -> None:
    """Resolve entities, drop invisible characters, unify line ends, simplify, unify widths; lines stay as they are."""
    if "&" in draft.text:
        draft.sub(_ENTITY, _unescape)
    draft.sub(_LINE_END, "\n")
    draft.sub(_INVISIBLE, "")
    draft.translate(_widths())  # first: a radical may stand for a traditional character
    draft.replace(simplify(draft.text))


def _unescape(match: re.Match[str]) -> str:
    plain = html.unescape(match[0].replace("amp;", ""))
    return plain if len(plain) == 1 and plain.isprintable() else " " if plain == "\xa0" else match[0]


def normalise_marks(draft: Draft) -> None:
    """Settle what needs whole paragraphs: pinyin in brackets, doubled marks, points as full stops, spaces, quotation marks."""
    draft.sub(_PINYIN, "", "pinyin")
    draft.sub(_DOUBLED, lambda m: m[1] or "")
    draft.sub(_ELLIPSIS, "…")
    draft.sub(_STOP, "。")
    draft.sub(_LABEL, _label)
    draft.sub(_CHARGE, lambda m: f"({m[1]})")
    draft.edit(_spaces(draft.text))
    if '"' in draft.text or "'" in draft.text:
        draft.replace("\n".join(_pair_quotes(line) for line in draft.text.split("\n")))


def _label(match: re.Match[str]) -> str:
    text, end = match.string, match.string.find("\n", match.end())
    labels = text.count("【", text.rfind("\n", 0, match.start()) + 1, end if end >= 0 else len(text))
    if len(match["label"]) == 2 and match["label"] != "时限" and labels < 2:
        return match[0]
    return f"{';' if match['after'] is not None else ''}{match['label']}:"


def _spaces(text: str) -> list[Edit]:
    """Spaces go from sentences (unless between Latin words); a title or signature keeps one, for it separates names."""
    edits: list[Edit] = []
    start = 0
    for line in text.split("\n"):
        if " " in line:
            body = line.strip(" ")
            lead = len(line) - len(line.lstrip(" "))
            if lead:
                edits.append(Edit(start, start + lead))
            pattern = _BETWEEN if _SENTENCE.search(body) else _TITLE_GAP
            edits += [Edit(start + lead + m.start(), start + lead + m.end()) for m in pattern.finditer(body)]
            if lead + len(body) < len(line):
                edits.append(Edit(start + lead + len(body), start + len(line)))
        start += len(line) + 1
    return edits


def _pair_quotes(paragraph: str) -> str:
    """Turn straight quotes into curly ones by parity."""
    for straight, pair in (('"', "“”"), ("'", "‘’")):
        count = paragraph.count(straight)
        if count and (straight == '"' or count % 2 == 0):
            pieces = paragraph.split(straight)
            paragraph = pieces[0] + "".join(pair[i % 2] + piece for i, piece in enumerate(pieces[1:]))
    return paragraph
