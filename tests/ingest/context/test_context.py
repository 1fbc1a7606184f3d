"""What a document says of itself. The texts are written for these tests; place names are real, the rest is not."""

from __future__ import annotations

import pytest

from ingest.page import page_of
from ingest.text import Context, Source


def context_of(text: str) -> Context:
    return page_of(Source("a.txt", "0" * 64, "text/plain", text)).context


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("天全县2024年统战工作要点", "plan"),
        ("天全县文旅局2023年工作总结及2024年打算", "summary"),
        ("关于全县乡村旅游情况的调研报告", "survey"),
        ("在全县妇女工作会议上的讲话", "speech"),
        ("天全县茶产业项目管理办法", "other"),
        ("关于印发天全县全民健身实施方案的通知", "plan"),
        ("县委召开民营企业座谈会", "news"),
        ("天全县2024年营商环境重点任务责任分解表", "plan"),
        ("关于加快茶产业发展的实施意见", "plan"),
        ("天全县中医院赴雅安学习考察报告", "survey"),
        ("关于表扬茶园管护先进集体的决定", "other"),
        ("致全县茶农的一封信", "other"),
        ("天全县茶办2024年度履职报告", "summary"),
        ("天全县2024年民生实事完成情况", "summary"),
        ("天全县统计工作开展情况", "summary"),
    ],
)
def test_kind_from_the_title(title: str, kind: str) -> None:
    assert context_of(f"{title}\n全县上下齐心协力,近日开展各项工作,取得了成效。").kind == kind


@pytest.mark.parametrize(
    ("opening", "kind"),
    [
        ("现将《全县农机检修工作要点》印发给你们,请抓好落实。", "plan"),
        ("现将《全县农机报废办法》印发给你们,请遵照执行。", "other"),
        ("为保春耕,现就做好农机检修有关工作通知如下:\n一、检修范围\n拖拉机与插秧机。", "plan"),
    ],
)
def test_kind_of_a_notice_without_a_title_from_what_it_sends_or_orders(opening: str, kind: str) -> None:
    assert context_of(f"各乡镇人民政府:\n{opening}\n天全县农业农村局\n2024年2月20日").kind == kind


def test_the_body_outweighs_a_title_that_a_website_dated_anew() -> None:
    found = context_of("天全县妇联2025年工作总结\n2023年,县妇联服务妇女儿童,成效明显。\n一、主要做法\n开展宣讲。")
    assert (found.year, found.year_title, found.year_stated) == (2023, 2025, 2023)


def test_the_title_is_the_line_that_the_pages_own_title_holds() -> None:
    text = "秋季家装节火热报名中!\n“乡音”宣讲走进天全县\n5月18日,县妇联举办“乡音”宣讲。"
    source = Source("a.html", "0" * 64, "text/html", text, title="“乡音”宣讲走进天全县_天全资讯")
    assert page_of(source).context.title == "“乡音”宣讲走进天全县"


def test_an_anniversary_gives_the_year() -> None:
    found = context_of("天全县统战工作总结\n今年是改革开放40周年。全县统一战线广泛开展活动。")
    assert (found.year, found.year_inferred) == (2018, 2018)


def test_a_summary_signed_in_january_is_of_the_year_before() -> None:
    text = "关于茶产业发展情况的报告\n县委:\n现将有关情况报告如下。基地扩大到三万亩。\n天全县农业农村局\n2024年1月8日"
    assert context_of(text).year == 2023


def test_a_survey_is_of_the_month_in_which_they_went_and_looked() -> None:
    text = "关于天全县敬老院运行情况的调研报告\n2021年以来，县民政局建了两所敬老院。2023年5月，县民政局走访十个村。"
    assert context_of(text).year == 2023


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("天全县茶园管护总结\n全县管护茶园,成效明显。\n天全县茶办\n2022.12.26", 2022),
        ("天全县茶园管护总结\n全县管护茶园,成效明显。\n天全县茶办\n2023-01-06", 2022),
        ("二0二三年茶园管护总结\n全县管护茶园,成效明显。", 2023),
        ("青溪职业学院2022—2023学年工作总结\n一学年来，学院新建实训室三间。", 2023),
        ("青溪职业学院2022—2023学年工作计划\n学院要新建实训室三间。", 2022),
        ("总结\n一、情况\n今年修通便道三条。\n二、2032年安排\n再修五条。", 2031),
        ("总结\n一、情况\n2030年，修通便道三条。\n二、2032年安排\n再修五条。", 2030),
        ("临江台消息\n县林场启动“护松2025”行动，2026年将再造林百亩。（记者）", 2026),
        ("临江公交集团有限公司\n会议纪要\n〔2022〕7号\n\n公司召开2022年第7次会议，研究线网。", 2022),
        ("天全县应急救援规划(2021—2025年)\n到2025年,建成救援站十个。", 2021),
    ],
)
def test_years_in_other_figures_and_what_is_only_aimed_at(text: str, year: int) -> None:
    assert context_of(text).year == year


def test_under_the_head_of_a_periodical_stands_a_news_item() -> None:
    found = context_of("税务简报\n（第3期）\n天全县税务局“三个早”服务春耕\n送政策上门，办税更省心。")
    assert (found.title, found.kind) == ("天全县税务局“三个早”服务春耕", "news")
    assert context_of("简报\n县税务局编2024年5月6日\n“三个早”服务春耕\n送政策。").title == "“三个早”服务春耕"


def test_a_news_item_that_only_recalls_years_has_none() -> None:
    text = "老街新生\n本报讯 连日来,老街游人如织。这条街2009年列入保护名录,2015年完成修缮。"
    assert context_of(text).year is None


def test_what_a_news_item_says_is_to_come_is_no_year_gone_by() -> None:
    text = "县医院开通夜间门诊\n\n近日，县医院开通夜间门诊，今年已接诊千余人次。年底前实现预约全覆盖，2031年建成分院。（记者）"
    assert context_of(text).year is None


def test_a_plan_is_of_the_first_year_in_which_it_is_due() -> None:
    text = (
        "县农机站改造方案\n\n一、目标\n到2032年底，改造站点9个。\n二、任务\n（一）改造烘干房。\n完成时限：2031年6月底\n"
    )
    assert context_of(text).year == 2031


@pytest.mark.parametrize(
    "text",
    [
        "青溪书院\n青溪书院坐落在天全县始阳镇,于2011年12月11日开放。2019年列为研学点。",
        "青溪古渡\n青溪古渡(东门码头)位于天全县始阳镇,渡口三处。2019年列为研学点。",
        "青溪茶叶合作社简介\n合作社入股农户百家。2019年获评示范社。",
        "青溪县中医院\n医院设科室三十个。2019年通过评审。",
    ],
)
def test_what_introduces_a_site_reports_no_act_and_has_no_year(text: str) -> None:
    found = context_of(text)
    assert (found.kind, found.year) == ("other", None)


def test_jurisdiction_by_the_places_that_are_named() -> None:
    text = "关于全县非遗保护情况的调研报告\n全县有非遗项目40个。喇叭河镇、小河镇建成传习所。我县将继续努力,全县一盘棋。"
    found = context_of(text)
    assert (found.jurisdiction, found.level) == ("四川省雅安市天全县", "county")


def test_where_people_go_to_learn_is_not_where_the_document_is_from() -> None:
    text = "园区招商工作要点\n做好全年工作。\n一、走出去\n赴深圳市、珠海市开展招商。"
    assert context_of(text).jurisdiction is None


def test_a_redacted_township_stays_redacted() -> None:
    text = "XX镇2024年统战工作要点\n全镇要服务天全县发展大局,做好统战工作。\n一、加强领导\n镇党委每季度研究一次。"
    assert context_of(text).jurisdiction == "四川省雅安市天全县XX镇"


def test_jurisdiction_is_open_where_two_provinces_share_a_national_item() -> None:
    text = "多地推进文明实践\n央视网消息(新闻联播):四川雅安建成实践站。江苏泰州培训志愿者。各地持续发力。"
    assert context_of(text).jurisdiction is None


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("天全县总工会2024年工作要点\n做好全年工作。", "天全县总工会"),
        (
            "2024年工作总结\n今年以来,县科协在县委坚强领导下,服务基层。\n特此报告。\n天全县科学技术协会\n2024年12月3日",
            "天全县科学技术协会",
        ),
        ("关于全县养老情况的调研报告\n5月上旬,县民政局会同县卫健局走访了十个村。", "县民政局"),
        ("天全县养老服务提升方案\n为办好养老服务,县民政局制定本方案。", "县民政局"),
        ("在全县统战工作会议上的讲话\n县委常委、统战部部长\n(2024年3月1日)\n同志们:\n今天我讲三点。", "县委统战部"),
        ("在全县侨务会议上的讲话\n中共天全县委常委、统战部部长\n同志们:\n今天我讲三点。", "县委统战部"),
        ("在全县治水会议上的讲话\n县水务局党组书记、局长\n同志们:\n今天我讲三点。", "县水务局"),
        ("在青溪县妇联三届二次执委会议上的讲话\n各位执委:\n受县妇联常委会委托,我报告工作。", "青溪县妇联"),
        ("在青溪职业大学2024年控烟工作会议上的讲话\n同志们:\n今天我讲三点。", "青溪职业大学"),
        ("在青溪县政协七届二次会议上的讲话\n各位委员:\n我讲三点。", None),
        ("在全县治水会议上的讲话\n同志们:\n受县水务局党组委托,我讲三点。", "县水务局"),
        ("在石桥街道治水会议上的讲话\n街道党工委书记\n同志们:\n我讲三点。", "街道党工委"),
        (
            "关于新业态的调研报告\n5月,青溪县委统战部成立专题调研组,走访了青溪县新业态从业人员联谊会(以下简称新联会)。",
            "青溪县委统战部",
        ),
        ("青溪国有大林场2025年营林要点\n做好全年工作。", "青溪国有大林场"),
        ("航线开通\n6月1日,首船离港,标志着青溪港务集团开展远洋运输。", None),
        ("青溪职业大学2024年控烟总结\n做好全年工作。", "青溪职业大学"),
        ("乡土副校长赴青溪大学交流\n双方座谈。", None),
        ("茶山新事\n央视网消息(新闻联播):春茶开采,茶农忙碌。", "央视网"),
        ("工作要点\n抓好落实,务求实效。", None),
        (
            "清远县禁渔三年行动计划\n为保护渔业资源，经县委、县政府同意，县水利局、县农业农村局（以下简称县农局）特制定本计划。\n一、目标\n建成两处放流点。\n",
            "县水利局",
        ),
        (
            "在全县禁渔工作会议上的讲话\n同志们：\n这次会议，是县委决定召开的一次重要会议。\n一、认识到位\n渔政连着民生。\n",
            "县委",
        ),
        ("天全县供销合作社联合社\n2024年工作总结\n做好全年工作。", "天全县供销合作社联合社"),
        ("天全县档案馆（史志办）2024年工作总结\n做好全年工作。", "天全县档案馆"),
        ("天全县卫生健康局（天全县疾病预防控制局）\n2024年工作总结\n做好全年工作。", "天全县卫生健康局"),
        ("天全县始阳镇柳树村2024年工作总结\n做好全年工作。", "天全县始阳镇柳树村"),
        ("天全县美丽乡村2024年建设方案\n做好全年工作。", None),
        ("满洲里海关关于优化口岸环境的措施\n做好全年工作。", "满洲里海关"),
        ("社区治理调研报告\n天全县民政局课题组\n由县委政法委牵头，年底前办好。", "天全县民政局课题组"),
        ("农资打假情况\n县供销社与县农业农村局联合开展农资打假，检查门店40家。", "县供销社"),
        ("茶园管护情况\n县供销社成立专班，走访茶农40户。", "县供销社"),
        ("在全县招商大会上的讲话\n同志们：\n今天，县委、县政府召开招商大会，动员各方力量。", "县委"),
        (
            "税务简报\n（第3期）\n国家税务总局天全县税务局办公室 2024年5月6日\n天全县税务局“三个早”服务春耕\n送政策上门。",
            "天全县税务局",
        ),
        ("天全县民政局年度工作总结\n一是推进养老服务站建设,建成12个。", "天全县民政局"),
        ("2026年春季学期青溪小学工作计划\n做好全年工作。", "青溪小学"),
        ("市场监管局上半年工作总结\n做好全年工作。", "市场监管局"),
        ("XX县水利局20XX年工作总结\n做好全年工作。", "XX县水利局"),
        ("省教育厅等五部门关于整治校园食堂的通知\n各市教育局:\n现通知如下。", "省教育厅"),
        ("临江社区联合市消防支队演练\n11月9日,居民学用灭火器。", "临江社区"),
        ("青溪大学与青溪市图书馆签约\n5月8日,双方共建书屋。", "青溪大学"),
        ("青溪大学计算机科学与技术学院举办讲座\n5月8日,学生听讲。", "青溪大学计算机科学与技术学院"),
        ("老街坊议事\n近日,新桥社区党委召开议事会。", "新桥社区党委"),
        ("禁毒工作总结\n今年以来,石坪镇扎实宣传。", "石坪镇"),
        ("社区治理\n小区车位少,积极协调停车管理公司增设40个。", None),
        ("青溪区人大常委会视察老街\n5月7日,代表走进老街。", "青溪区人大常委会"),
        ("青溪中学“石榴花开”品牌建设案例\n学校设立工作室。", "青溪中学"),
        ("青溪医院\n青溪医院始建于1952年,有床位800张。2006年建成新楼。", "青溪医院"),
        ("来源:天全县融媒体中心主办\n医院签约\n10月20日,两家医院签约。", "天全县融媒体中心"),
        ("老街新生\n(天全县融媒体中心讯)记者获悉,老街修缮完工。", "天全县融媒体中心"),
        ("老街新生\n(青溪日报讯)记者获悉,老街修缮完工。", "青溪日报"),
        ("2023年度绩效自评报告\n单位:天全县应急管理局\n做好全年工作。", "天全县应急管理局"),
        ("天全县委组织部2024年工作总结\n做好全年工作。", "天全县委组织部"),
        ("省妇联授予青山合作社“巾帼文明岗”\n近日举行仪式。", "省妇联"),
        ("县水务集团承建青山污水处理中心\n近日开工。", "县水务集团"),
        ("社区治理总结\n小区环境好。服务中心开展义诊。", None),
        ("宣威市2024年工作总结\n市教育局召开会议。曲靖市教育局督查宣威市教育工作。", None),
        ("电商工作总结\n县商务局委托县电商协会举办电商节。", None),
        ("访岗位\n近日,县人民政府副县长李一带队到县水务局调研。", None),
        (
            "治水工作情况报告\n全县河道整洁。\n一、主要做法\n"
            + "清淤护岸,全民参与。" * 25
            + "\n巡河由县水务局牵头,镇村配合。",
            None,
        ),
        ("治水工作情况报告\n5月,由县水务局牵头,组成调研组。", "县水务局"),
        ("政府工作报告\n各位代表:\n现在,我代表县人民政府向大会报告工作。", "县人民政府"),
        (
            "四川省湿地条例\n(2022年3月4日四川省第十三届人民代表大会常务委员会第三次会议通过)\n第一条 为了保护湿地,制定本条例。",
            "四川省人民代表大会常务委员会",
        ),
        ("护林工作总结\n镇应急办组织护林员巡山。\n始阳镇党委、政府\n2024.12.26", "始阳镇党委"),
        ("双溪镇人大主席团2023年工作报告\n各位代表:\n请予审议。", "双溪镇人大主席团"),
        # of committee and government that sign together the government speaks, but of the party's own work the committee
        (
            "双溪镇2024年重点工作安排\n修缮敬老院，举办赶山节。\n中共双溪镇委员会 双溪镇人民政府\n2024年1月8日",
            "双溪镇人民政府",
        ),
        (
            "双溪镇2024年重点工作安排\n修缮敬老院，举办赶山节。\n中共双溪镇委员会\n双溪镇人民政府\n2024年1月8日",
            "双溪镇人民政府",
        ),
        ("双溪镇2024年党建工作安排\n举办读书班。\n中共双溪镇委员会 双溪镇人民政府\n2024年1月8日", "中共双溪镇委员会"),
        ("双溪镇2024年重点工作安排\n修缮敬老院。\n中共双溪镇委员会 石盘乡人民政府\n2024年1月8日", "中共双溪镇委员会"),
        (
            "关于印发农村公路养护方案的通知\n各乡镇人民政府:\n方案已经同意,请执行。\n天全县人民政府办公室\n2024年2月6日\n农村公路养护方案\n一、任务\n县交通局牵头,逐路排查。",
            "天全县人民政府办公室",
        ),
        ("天全县气象局汛期服务情况汇报\n县防指:\n5月入汛以来,发布预警42次。", "天全县气象局"),
        ("天全县公安局交警大队春运安保方案\n做好全年工作。", "天全县公安局交警大队"),
        ("天全县始阳镇中心卫生院签约服务计划\n做好全年工作。", "天全县始阳镇中心卫生院"),
        ("天全县茶业协会品牌推广计划\n做好全年工作。", "天全县茶业协会"),
        ("天全县协会清理方案\n做好全年工作。", None),
        ("天全县中学生篮球联赛方案\n做好全年工作。", None),
        ("天全县自来水公司改革方案\n做好全年工作。", None),
        (
            "天全县粮食安全委员会成员单位职责\n一、县发改局:承担县粮食安全委员会办公室(简称县粮安办)工作。",
            "天全县粮食安全委员会",
        ),
        ("粮食安全职责\n一、县发改局:承担县粮食安全委员会办公室(简称县粮安办)工作。", None),
        ("政协第八届天全县委员会常务委员会工作报告\n各位委员:\n请予审议。", "政协第八届天全县委员会常务委员会"),
        ("夜市调查与思考\n近来夜市兴旺。\n(作者单位:天全县政协经济委员会)", "天全县政协经济委员会"),
        ("天全县林场:守护青山\n6月3日,林场演练扑火。\n来源:青溪日报 发布时间:2022-06-05", "青溪日报"),
        ("中共天全县始阳镇委员会关于工作情况的报告\n做好全年工作。", "中共天全县始阳镇委员会"),
        ("天全县老干部局、县关工委工作总结\n今年,县关工委坚持服务青年。", "县关工委"),
        (
            "在全县农业农村工作会议上的讲话\n\n同志们：\n全县农经系统顶住压力。县农经局要带头，全县农业系统要跟上，县农业局年底交账。\n",
            None,  # 农经 is not what the meeting is called by
        ),
        ("在全市住房和城乡建设工作会议上的讲话\n\n同志们：\n全市住建系统顶住压力。市住建局年底交账。\n", "市住建局"),
        ("在全市教育工作会议上的讲话\n\n同志们：\n我代表市委、市政府，感谢全市教育系统。市教育局要带头。\n", None),
        (
            "入户送温暖\n\n11月5日，云漳县残疾人联合会（以下简称县残联）上门服务。\n（来源：县残联）\n",
            "云漳县残疾人联合会",
        ),
        ("敲门查隐患\n\n云漳融媒讯（通讯员）近日，县消防救援大队开展巡查。\n", "云漳融媒"),
        (
            "总结\n\n一年来，镇农技站到村办了培训班，产业有奔头。\n以上妥否，请指正。\n柳坪村民委员会7月3日\n",
            "柳坪村民委员会",
        ),
        ("云溪区2025年养老服务任务分解表\n\n序号\t任务\t单位\n1\t区民政局组织开展护理员大赛\t区民政局\n", None),
    ],
)
def test_issuer(text: str, issuer: str | None) -> None:
    assert context_of(text).issuer == issuer


def test_a_text_that_breaks_off_is_truncated() -> None:
    assert context_of("天全县工作要点\n一、加强领导\n每季度研究一次,推动各项").truncated
    assert not context_of("天全县工作要点\n一、加强领导\n每季度研究一次。").truncated
    assert not context_of("天全县茶事\n一、加强领导\n每季度研究一次。\n报:市供销社,县委、县政府领导").truncated


def test_what_settled_an_attribute_is_shown() -> None:
    page = page_of(Source("a.txt", "0" * 64, "text/plain", "天全县总工会2024年工作要点\n做好全年工作。"))
    start, end = page.context.evidence["year"]
    assert page.clean.text[start:end] == "2024年"
    start, end = page.context.evidence["jurisdiction"]
    assert page.clean.text[start:end] == "天全县"


def test_the_rules_of_a_joint_body_are_not_those_of_the_member_that_hosts_its_office() -> None:
    found = context_of(
        "青溪县未成年人保护联席会议制度\n\n经县政府同意，建立联席会议制度。\n一、组成单位\n联席会议由县教育局、县公安局、县妇联组成，县教育局为牵头单位。"
        "\n联席会议办公室设在县教育局。"
    )
    assert (found.kind, found.issuer) == ("other", None)
