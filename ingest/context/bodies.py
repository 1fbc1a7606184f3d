"""How the name of a body is written, as patterns for titles, headlines and opening sentences."""

from __future__ import annotations

from ingest.lexicon import alternation, lexicon, words

SUFFIX = (
    r"(?:委员会办公室|委员会|人民政府办公室|政府办公室|行业党委|党工委|党委|党支部|党总支|机关工委|直工委|工委|委|党校|社会主义学院|中心组|政府|办公室|统战部|组织部|宣传部|政法委|政策研究室|党史研究室|研究室|督查室"
    r"|台港澳办|[部局厅办院馆校处]|(?<!场)所|(?<!车)站|法庭|海关|政协|人大|主席团|常委会|总工会|工会|妇联|工商联|侨联|残联|科协|文联|[新知]联会|团委|关工委|联合会|协会|商会|学会|联谊会|同学会|海联会|促进会|红十字会|中心|支部|红十字分会|分会|[农林牧]场|联社|联合社"
    r"|合作社(?!联合社)|供销社|供销合作总社|管委会|[村居]委会|社区|基金会|研究会|专班|指挥部|大学|中学|小学|幼儿园|公司|集团|医院|总队|大队|支队|中队|银行|[支分]行|市委会|县委会|区委会|(?:调研|课题)组)"
)
_CHARS = r"[\u4e00-\u9fff*×XxＸ○“”()]"
_WITH = r"(?:(?<=[部局厅办院委社司馆校室])|(?<=大学|中学|小学|社区|集团)|(?<!社)(?<=会))(?:[与和](?!谐|平|顺)|携手|联合(?!会|社|国|工会|党|支部|体|办|惩))"
"""Where a second body follows (县水利局与县林业局, 临江社区联合市消防支队), unlike 和 inside a name."""
_VERBS = (
    r"开展|召开|举办|举行|组织|参加|走进|深入|携手|牵手|会同|积极|扎实|认真|全力|全面|推进|推动|推出|推行|加强|强化|做好|抓好|落实|着力|聚焦|聚力|启动|打造|建立|成立|出台|印发|发布|制[定订]"
    r"|完成|慰问|走访|视察|调研(?!组)|检查|督[导查]|表彰|扩建|获评|荣获|坚持|围绕|牵头|立足|结合|充分|切实|主动|严格|持续|不断|组建|设立|建成|签约|揭牌|深化|探索|始终|牢记|高度|邀请|依托"
)
ACTED = alternation([w for action in lexicon("triggers")["actions"] for w in words(action["words"]) if len(w) > 1])
NO_NAME = "(?![部局办处科委站所室院组会]|中心|大队|领导)"
"""What a verb is part of a body's name before: 县委|组织部, 县医院|感染管理科."""
WORKS = rf"(?:{_VERBS}){NO_NAME}|联合(?!会|社|国)|赴|到|对|向|把|将|以|用|让|多措|创新|紧[紧扣]|学习|获|成功"
"""How a sentence or headline goes on behind the body that acts."""
TERM = r"[春夏秋冬]季学期|第[一二]学期|[上下]学期|[上下]半年|[寒暑]假|学年度?"
_CLAUSE = (
    rf"{TERM}|还为|还在|已会同|已与|已于|是|标志着|原为|区域内|记者|人员|推进(?!办|中心|会|组)|带队|率[队团]|委托|协助|配合|接受|[省市县区旗州镇乡]长"
    r"|第[一二三四五六七八九十百\d]+[届次条项]"
)
"""What stands in no body's name: it belongs to a sentence."""
WORDS = (
    rf"(?:(?!我|本|各|全(?!国)|该|以|在|与|由|为|对|把|这|和|及|经|按|向|并|图[为/]|进一步|其中|通过|支持|引进|招引|争取|鼓励|承担|负责|履行|[()”]|{_VERBS})"
    rf"(?:(?![、,。;:在赴被]|(?<!自)由|{_CLAUSE}|{_WITH}){_CHARS}){{1,28}}?"
)
_TERM_OF = r"(?:第[一二三四五六七八九十百\d]{1,4}届)?"
_CPPCC = rf"(?:中国人民政治协商会议|政协){_TERM_OF}[\u4e00-\u9fff]{{2,10}}?{_TERM_OF}委员会(?:常务委员会|办公室)?"
NAME = rf"(?:{_CPPCC}|{WORDS}{SUFFIX}))"
LISTED = rf"(?P<n>{NAME})(?:、(?:政府|人大|政协|办事处|管委会|{NAME})){{0,2}}"
"""The first of those who speak together; of a second body of one place its noun is enough (石桥镇党委、政府)."""
