"""The terms of a duty: how often, by when and how much, each as it stands in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ingest.statements.indicators import Indicator

_COUNT = r"(?:[一二两三四五六七八九十]{1,3}|\d{1,3})"
_SPAN = rf"隔?(?:(?:{_COUNT}|半)?个?(?:月|季度|季|学年|学期|年度|年|星期|周|天|日|旬)|双月|晚)"
_BOTH = "(?:上半年、下半年|上下半年)"
_CADENCE = re.compile(
    rf"每{_SPAN}(?:[年月]?[底末](?!之?前)|的?第[一二三四]个(?:星期|周)[一二三四五六日末]|的第[一二三四]个周末"
    r"|(?<=周)[一二三四五六日](?![个次天])(?:[、和]?周?[一二三四五六日])*(?:晚上?|[上下]午(?!\d))?|(?<=月)\d{1,2}日(?!之?前|至))?"
    r"|按(?:月|季度|季|年|周|旬)|分季度|逐月|逐季|一年一[签换]|一[周月季]一[\u4e00-\u9fff]{2}(?=[,;。])|一周[两三]更|逢[双单]月(?:最后一个(?:星期|周)[一二三四五六日末])?|按学期|逐周|逐年|(?<![遭欣正恰喜相])每?逢(?:节假日|[节会](?=必)|[集圩墟]日?)|不定期|定期|隔[周月]"
    rf"|(?:半年|一年|一季度|一月|半月|一周|双周)(?={_COUNT}(?:次|[更巡考评]))|{_BOTH}(?=各)|(?<![上下前后近大头过年个])半年(?=[\u4e00-\u9fff]{{2}}{_COUNT}次)"
)
_AGAIN = re.compile(r"(?<![今明次每去本一二三四五\d])(?:天天|周周|月月|季季|年年)(?![底初末中])")
"""A span said twice comes again and again: 月月有活动."""
_DOES = r"(?:[\u4e00-\u9fff]{2}|[巡查报晒评议结考检])"
_EACH = re.compile(
    rf"(?<![\d一二三四五六七八九十])(?P<a>[日周旬月季年]|半年){_DOES}、(?P<b>[周旬月季年]|半年){_DOES}(?:、(?P<c>[旬月季年]|半年){_DOES})?"
    r"|一(?P<d>[周旬月季年])一[\u4e00-\u9fff]{1,3}、一(?P<e>[旬月季年])一[\u4e00-\u9fff]{1,3}"
)
"""A round of reports in short: 月调度、季通报、年评议."""
TERM = "(?:整改|完成|办结|落实|办理)(?:时限|时间|期限)|时限"
"""The label of the time by which a thing has to be done."""
_STANDING = re.compile(f"(?:{TERM}):(?P<term>长期坚持|长期|持续推进|常年坚持)")
"""What a duty has for a time that never ends."""
_LOOSE = re.compile(
    r"寒暑假(?!之?前|开学前|结束)|(?<![\d分])年度(?!授信|评优|任务|预算|归档|投资|完成|确认|评估|绩效)"
    r"|^持续(?=[\u4e00-\u9fff]{2})|(?<![一二三四\d])(?:季度|月度)(?=例会|考[评核]|督[查办]|排名|公示|评比|会商|调度)"
)
"""Words of time that say how often only where nothing says it better."""
_TIMES = re.compile(r"[\d一二三四五六七八九十两几]次(?![区性])")
"""What says of a whole year how often (全年不少于4次); other figures are what is reached in it (全年改造60户)."""
_TOTAL = re.compile(r"全年(?:累计|共|总计)?(?:不少于|不低于|至少)")
"""What only sums up a rhythm: 每两月1期,全年不少于6期."""
_NUMERAL = r"[一二三四五六七八九十两]{1,3}"
_DAY = rf"(?:(?:\d{{1,2}}|{_NUMERAL})日|上中旬|中下旬|上旬|中旬|下旬|初|底|末|份)"
_ONE = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})"
_TO = "[至到—~-]"
_MONTH = rf"(?!一月一|二月二|三月三|六月六|九月九)(?:{_ONE}(?:{_TO}|、))?{_ONE}月{_DAY}?"
_LUNAR = r"(?:农历(?:正|腊|[一二三四五六七八九十]{1,2})月|正月)(?:初[一二三四五六七八九十]|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]|三十)"
_FEAST = (
    r"“?(?:春节|元旦|清明|五一|六一|七一|八一|十一|国庆|中秋|端午|重阳|七夕|三八|五四|三月三|元宵|除夕|小年|腊八|主?汛期|防火期"
    r"|(?:教师|建军|建党|劳动|儿童|青年|妇女|护士|植树|丰收|泼水|火把|开斋|古尔邦)(?=节))”?(?:节)?"
)
_HOUR = r"(?:[上下]午)?\d{1,2}[时点](?:\d{1,2}分)?"
_FEASTS = rf"{_FEAST}(?:[、和与及]?{_FEAST})*"
_YEAR = r"(?:\d{4}年|今年|明年|(?<![一二两三四五六七八九十\d每多首])次年|当年(?!评[优先])|本年)"
_HALF = r"(?:[上下]半年|(?<![每按])(?:[一二三]、)?第?[一二三四]季度(?:末|底)?)"
_TERM = rf"(?:{_YEAR}|[本下新])?(?:[春秋]季)?新?学期"
_EVENT = (
    rf"(?:{_TERM}|秋季|春季)?开学|入[冬汛学梅]|封冻|供暖|采暖季|雨季|高考|中考|开[馆园工幕营赛]|召开|竣工|完工|验收|换届|届满|期满"
    r"|[寒暑]假|暑期|春耕|秋收|春播|秋种|农忙|春运|汛期?|[\u4e00-\u9fff]{0,2}旺季|[春夏秋冬]季|立[春夏秋冬]|霜降|冬至|谷雨|大雪"
)
_END = r"(?:之?前(?!后)|以前|之?内|以内)"
_BEFORE = r"(?:(?:来临|到来|开始|结束)?之?前|以前)"
_AFTER = (
    r"(?P<event>(?<=自)(?:(?!自)[\u4e00-\u9fff]){2,5}之日起|(?:(?<![\u4e00-\u9fff\d])|(?<=[在于]))"
    r"(?:接[件报诉单]|受理|(?:活动|会议|培训|行动)结束|本(?:办法|规定|细则)施行)后)?"
)
"""From when a bound counts, where nothing else is bound."""
_FIRM = re.compile(
    rf"{_YEAR}?(?:(?:{_MONTH}(?:{_TO}|[、和]))?{_MONTH}|{_HALF}|{_FEASTS}|{_LUNAR}){_END}|(?:{_YEAR}年?|(?<!每)年度?)[底末](?![位尾端])(?:{_END})?"
    rf"|(?:{_YEAR}?{_MONTH}|[当次]日)?{_HOUR}之?前"
    rf"|提前{_COUNT}个?(?:工作日|天|日|小时)|(?:{_YEAR}年?|本?年度?)之?内|{_YEAR}之?前|月底前|(?<!每){_TERM}[内末]|(?:[本下次]月)?\d{{1,2}}日前(?!后)"
    rf"|{_AFTER}(?<!\d){_COUNT}(?:个)?(?:工作日|月|年|天|日|小时|分钟|周|季度|学期){_END}|半(?:年|天|个?月|个?小时){_END}"
    rf"|[本下次](?:周|星期)[一二三四五六日末]前|[本下次]?(?:月|周|季度)内|[本下次]月底(?:{_END})?|(?:本届)?任期内|(?:{_YEAR}|今[春夏秋冬])?(?:{_MONTH})?(?:{_EVENT}|{_TERM}){_BEFORE}|“?十[一二三四五六]五”?末"
)
"""A bound: what has to be done before it."""
_SPANNED = re.compile(rf"{_COUNT}个?(?:工作日|天|日|小时|分钟){_END}")
"""A bound on how long a thing may take; of several each has its own act (2小时内响应、24小时内办结)."""
_NAMED = r"(?:[\u4e00-\u9fff]{0,8}“[^“”\n]{1,10}”[\u4e00-\u9fff]{0,8}|[\u4e00-\u9fff]{2,8})"
_DURING = rf"(?<![^,;。:、(\n在于])(?!在|于|此|其|这|该|同)(?:{_MONTH})?{_NAMED}期间"
_WITHIN = re.compile(
    rf"{_DURING}|{_LUNAR}|自?{_YEAR}?{_MONTH}起,?至{_YEAR}?{_MONTH}止|\d{{1,2}}月\d{{1,2}}日[\u4e00-\u9fff]{{1,8}}[日节]前后|{_YEAR}?{_MONTH}凌晨{_HOUR}|{_YEAR}?{_MONTH}(?:{_TO}(?:{_YEAR}?{_MONTH}|\d{{1,2}}日)|(?:[、和]{_MONTH})+|前后)|{_YEAR}?(?:{_MONTH}|{_HALF})起?|{_YEAR}年?[初中]|{_YEAR}起"
    rf"|{_YEAR}?{_FEAST}(?:前后|期间|假期|(?:[、和]{_FEAST})+(?!奖|先进|红旗))|[\u4e00-\u9fff]{{2,3}}结束后|(?:^|(?<=[,;。])){_FEASTS}(?=举[办行]|开[展设放]|走[访遍]|慰问|推出|组织|各|上[门街])|{_YEAR}?(?:暑期|(?<!寒)暑假|寒假)|“?十[一二三四五六]五”?(?:时期|期间)"
)
"""A time at which something is to happen."""
_YEARS = re.compile(
    r"(?:^|[,;。:、(\n]|(?=[一二两三四五]年(?:内|实现|完成|建成))|(?=用)|(?<=[局厅委办会院校馆站社团])(?=[一二两三四五]年(?:公开|累计|共|安排|投入|培[养训]|招[聘录收]|选[派送树]|引进|统筹|新[建增]|改造)))用?(?P<years>[一二两三四五]年)(?=[\u4e00-\u9fff])(?!来|多|行动|以|前|级|期|计划|规划|制|一|度|攻坚|任|不(?![低少]于)|(?<=一年)不)"
    r"|用(?P<some>(?:\d|[一二两三四]至[二三四五])年(?:左右)?)|(?:今后|未来)(?:[一二两三四五]|\d)年"
)
_SAME_DAY = re.compile("当[日天](?=办[结理]|反馈|答复|处[置理])(?!..(?:率|不|制|机制))")
"""On which day a matter is dealt with, where nothing else is bound; not its rate or rule (当日办结率)."""
_DUE = (
    (_FIRM, re.compile("[前内底末]")),
    (_WITHIN, re.compile(f"[月期假后、初中起]|半年|季度|{_FEAST}")),
    (_YEARS, re.compile("年")),
    (_SAME_DAY, re.compile("当")),
)
"""The times that a duty has to keep, the firmest first; each with what any of them holds, which is sooner looked for."""
_WHOLE = re.compile(rf"{_YEAR}(?!度?以来|至今)")
_RANGE = re.compile(rf"\d{{4}}年?[—\-~至](?:\d{{4}})年|《[^《》]*》|“[^“”]{{5,}}”|{_BOTH}(?=各)")
_SHORTENED = re.compile(r"(?:压缩|缩短|压减|(?<!工期)(?<!周期)(?<!期限)控制)[到至在为]$")
"""Before how long a thing may take at most, which is reached and no bound: 办理时限压缩到两天以内."""
_CONTINUAL = re.compile(r"每(?:个)?[月年季周日天]度?$|按[月季年]$")
_OPENING = re.compile(
    rf"^[^,;。]{{0,4}}?(?:到|至)?(?P<time>(?:{_YEAR}(?:{_MONTH}|{_HALF}|年?[底末])?|[上下]半年)(?:{_END})?)[,:]"
)
_NO_FIGURE = re.compile(r"(?:现有|已有|原有|由|从|全长|的|第|上述|连续|末位|共有|围绕[^,;。]{0,14})$")
_LOW = re.compile(r"\d+(?:至|到|-|—|~)$")
_WHO = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:各|每[人名个])")
"""Behind how many they are who have to do it: 8名专员各走访2户."""
_WHERE = re.compile(
    r"(?<=个)(?:[\u4e00-\u9fff]{2,4})?(?:村|乡镇|镇街|镇|社区|部门|乡|县|支部|节点)(?:\((?:街道|社区|街|镇)\))?"
    r"(?![\u4e00-\u9fff]{0,2}(?:工作|工委|党))|\([\u4e00-\u9fff]{1,2}\)(?:以上)?"
)
"""Places and bodies are told with their number (12个高山村), and so is a second unit (300台(套)以上)."""
_CHINESE = "一二三四五六七八九十两"
_ALL = re.compile(r"全覆盖|全部[\u4e00-\u9fff]{2}(?=[,;。)]|$)")
_FEW = re.compile(
    r"(?:建成?|增设|新[建设增]|各(?:援?建|设|办|开)|形成)[^,;。]{0,8}?(?P<few>各?[一两三四五六七八九]+[所座处份])"
)
"""A few things set up, told in Chinese numerals."""
_OF_OTHERS = re.compile(r"(?:单位|部门|成员)|[提增扩]\S{0,2}[到至]")
_SHARE = re.compile(r"(?P<share>各(?![类项种级界族])|每[人名期批场校班村镇户家个]|最高)[\u4e00-\u9fff]{0,3}$")
_LEAST = re.compile(r"(?P<least>至少|不少于|不低于)[\u4e00-\u9fff]{1,4}$")
_ONCE = re.compile(r"(?:不少于|至少|不低于)?[一1](?:次|期|场|届|轮|讲|回|遍|份)")


@lru_cache(256)
def cadence(text: str) -> str | None:
    """Return how often a duty comes again.

    Args:
        text: the clause of the duty.
    """
    found = list(dict.fromkeys(m[0] for m in _CADENCE.finditer(text)))
    if (again := _AGAIN.findall(text)) and not found:
        return "、".join(dict.fromkeys(again))
    if (
        len(found) > 1
        and all(f.startswith(("每", "逢")) for f in found)
        and (len(set(map(len, found))) == 1 or len(found) > 2)
    ):
        return "、".join(found)
    if each := _EACH.search(text):
        return "、".join(part for part in each.groups() if part)
    if found:  # 定期…每两周一次: what says how often, before what only says again and again
        return next((f for f in found if not f.endswith("定期")), found[0])
    if "全年" in text and _TIMES.search(text):
        return "全年"
    if standing := _STANDING.search(text):
        return standing["term"]
    loose = _LOOSE.search(text)
    return loose[0] if loose else None


@lru_cache(256)
def deadline(text: str) -> str | None:
    """Return the time that a duty has to keep: a bound before a time of year, that before a bare year, that before 全年.

    Args:
        text: the clause of the duty.
    """
    closed = [m.span() for m in _RANGE.finditer(text) if not (m.start() == 0 and m.end() == len(text.rstrip("。")))]

    def free(match: re.Match[str]) -> bool:
        inside = any(a <= match.start() < b for a, b in closed)
        again = _CONTINUAL.search(text[: match.start()])
        if inside or _SHORTENED.search(text[: match.start()]):
            return False
        return again is None or match[0].endswith("前") or (again[0] == "每年" and "月" in match[0])

    for pattern, sign in _DUE:
        for match in filter(free, pattern.finditer(text)) if sign.search(text) else ():
            if _SPANNED.fullmatch(_bare(match)):
                spans = [_bare(m) for m in filter(free, pattern.finditer(text)) if _SPANNED.fullmatch(_bare(m))]
                return "、".join(dict.fromkeys(spans)) if len(spans) > 1 else match[0]
            return match["years"] or match["some"] or match[0] if pattern is _YEARS else match[0]
    year = next((m[0] for m in filter(free, _WHOLE.finditer(text))), None)
    total = "全年" in text and not _TIMES.search(text) and not (_TOTAL.search(text) and cadence(text))
    return year or ("全年" if total else None)


def _bare(match: re.Match[str]) -> str:
    """Return a bound without the event from which it counts."""
    return match[0].removeprefix(match.groupdict().get("event") or "")


def timed(text: str) -> bool:
    """Say whether a clause tells how often or by when."""
    return bool(cadence(text) or deadline(text))


def opens(text: str) -> int:
    """Return how much of a clause at its head says how often or by when; 0 where nothing does."""
    start = len(text) - len(text.lstrip("“"))
    times = (pattern.match(text, start) for pattern in (_FIRM, _WITHIN, _CADENCE, _WHOLE))
    return max([m.end() for m in times if m] + [2 if text.startswith("全年") else 0])


def opening(text: str) -> str | None:
    """Return the time that stands over all that a sentence lists: 到2025年底,A;B;C.

    Args:
        text: the sentence.
    """
    match = _OPENING.match(text)
    return match["time"] if match else None


def target(text: str, figures: Sequence[Indicator], start: int, end: int) -> str | None:
    """Return the figures that a duty has to reach, with what says of them 各, 每人, 不少于, and the places that they count; where there are none, that
    all is reached (全覆盖). Spans of time are deadlines, and a few things told in Chinese numerals before their noun (三个支部) count beside no figure.

    Most annotators give the bare figure; a third bring a verb or noun along, which no rule foretells.

    Args:
        text: the clean text.
        figures: the measured quantities of the sentence.
        start: where the duty starts.
        end: where it ends.
    """
    told: list[tuple[bool, str]] = []
    for one in figures:
        before = text[start : one.start]
        late = one.unit.endswith(("工作日", "年", "月")) or (
            one.unit.endswith(("小时", "天")) and one.comparator == "≤"
        )
        if not start <= one.start < end or late or _NO_FIGURE.search(before) or _OF_OTHERS.match(text, one.end):
            continue
        if _WHO.match(text, one.end):
            continue
        figure = re.sub(r"^(?:达到|达)", "", text[one.start : one.end])
        if low := _LOW.search(before):  # 2至3户
            figure, before = low[0] + figure, before[: low.start()]
        if share := _SHARE.search(before):
            figure = share["share"] + figure
        elif least := _LEAST.search(before):
            figure = least["least"] + figure
        if where := _WHERE.match(text, one.end, end):
            figure += where[0]
        minor = figure[:1] in _CHINESE and re.match(r"[\u4e00-\u9fff]", text[one.end : end]) is not None
        told.append((minor, figure))
    told = list(dict.fromkeys([one for one in told if not one[0]] or told))
    if not told and cadence(text[start:end]) and (once := _ONCE.search(text, start, end)):
        return once[0]
    if not told and (few := _FEW.search(text, start, end)):
        return ("各" if few[0].startswith("各") else "") + few["few"]
    if not told and (reached := _ALL.search(text, start, end)):
        return reached[0]
    return "、".join(figure for _, figure in told) or None
