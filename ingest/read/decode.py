"""Bytes of a text file to characters: byte order mark, UTF-8, then the Chinese encoding that gives the more usual characters.

Measured on 240 documents, whole and cut in mid-character, in each encoding: tests/ingest/read/test_decode.py. A statistical detector
(chardet) was as right and a hundred times slower.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections import Counter

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 64 * 1024
_MOST_ODD = 20
"""One in so many characters of a text may be none; of random bytes in any encoding one in eight is."""
MOST_BYTES = 10_000_000
"""Bytes of a text to decode: more characters than are read of any document, in any encoding."""
_USUAL = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形"
    "相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展"
    "五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战"
    "先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白"
    "教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且"
    "究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值"
    "号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严龙飞"
    "這個們來時為國發會過說產種麵後經學著當應開還從業對動與關各無條結問題線內數員總設級統計將農運區強決戰處隊給門導壓領幹務達類華"
    "確張馬節話報單場車帶聲議積離況傳許廣記書佈復容須際驗連斷難礦週備辦習響約團歷構稱準號維劃選標寫親養層狀廠識適屬圓調滿縣參紅細"
    "聽該鐵價嚴龍飛,。、:;“”()《》0123456789\n\r 　，；：（）！？「」"
)


def decode(data: bytes) -> str:
    """Decode a text file of unknown encoding.

    The byte order mark decides; else UTF-8 where the bytes allow no doubt; else of gb18030 and big5 (and UTF-16 without mark) the one whose
    text consists of more usual Chinese characters. A character cut in two at the very end is dropped; elsewhere bytes that fit nothing
    become U+FFFD.

    Args:
        data: the whole file.

    Returns:
        The text, its line ends as they are, without byte order mark.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace").rstrip("\ufffd")
    try:
        return _strict(data, "utf-8")
    except UnicodeDecodeError:
        return data.decode(_likeliest(data), errors="replace").rstrip("\ufffd")


def is_text(text: str) -> bool:
    """Tell whether characters are a text, by the share of those that no text holds: controls, private ones, such as no standard knows."""
    sample = text[:_SAMPLE]
    counts = Counter(sample)
    odd = sum(n for char, n in counts.items() if _is_odd(char))
    return odd * _MOST_ODD <= len(sample)


def _is_odd(char: str) -> bool:
    return char == "\ufffd" or (
        char not in "\t\n\r\v\f\x1c\x85" and unicodedata.category(char) in ("Cc", "Co", "Cn", "Cs")
    )


def _strict(data: bytes, encoding: str) -> str:
    """Decode strictly, but for an unfinished character at the end."""
    return codecs.getincrementaldecoder(encoding)("strict").decode(data, final=False)


def _likeliest(data: bytes) -> str:
    sample = data[:_SAMPLE]
    if sample.count(0) * 5 > len(sample):  # every other byte of plain ASCII in UTF-16
        return "utf-16-le" if sample[1::2].count(0) > sample[0::2].count(0) else "utf-16-be"
    encodings = ("gb18030", "big5", "big5hkscs", "utf-16-le", "utf-16-be", "utf-8")
    return max(encodings, key=lambda encoding: _usualness(sample, encoding))


def _usualness(data: bytes, encoding: str) -> float:
    """Return the share of usual characters among those that are not plain ASCII letters, less the share that cannot be decoded."""
    text = data.decode(encoding, errors="replace")
    counts = Counter(text)
    wide = sum(n for char, n in counts.items() if char > "\x7f")
    if not wide:
        return 0.0
    usual = sum(n for char, n in counts.items() if char > "\x7f" and char in _USUAL)
    return (usual - 3 * counts["\ufffd"]) / wide
