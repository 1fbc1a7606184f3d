/** Everything the page says, in Chinese and English. The words of the schema come with the data. */

import { signal } from "@preact/signals";
import type { Legend } from "./data";

export const language = signal<"zh" | "en">("zh");

const WORDS = {
  brand: ["联图", "Liantu"],
  allDocuments: ["全部文档", "All documents"],
  counts: ["{docs} 份文档 · {nodes} 个节点 · {edges} 条有据关系", "{docs} documents · {nodes} things · {edges} proved relations"],
  searchHint: ["搜索机构、品牌、阵地…（支持拼音与首字母）", "Search by name, alias or pinyin"],
  noHits: ["没有找到“{text}”。试试简称或拼音首字母。", "Nothing found for “{text}”. Try a short form or pinyin initials."],
  hits: ["显示 {shown} 个，共 {all} 个", "{shown} of {all} shown"],
  allLabels: ["全部类型", "All types"],
  undo: ["撤销", "Undo"], redo: ["重做", "Redo"], present: ["演示", "Present"], views: ["视图", "Views"], share: ["分享", "Share"],
  export: ["导出", "Export"], help: ["使用说明", "Guide"],
  copied: ["已复制链接", "Link copied"], copiedHere: ["已复制链接，只能在本机打开；给别人请用“导出”的网页", "Link copied; it opens on this computer only. For others export the page"],
  forExample: ["例：{text}", "e.g. {text}"], copyFailed: ["无法复制，请从地址栏复制", "Copy it from the address bar"],
  labels: ["类型", "Types"], clickToFilter: ["点击筛选", "click to filter"], lines: ["连线", "Lines"], filters: ["筛选", "Filters"],
  all: ["全选", "all"], resetFilters: ["清除筛选", "Clear filters"],
  years: ["年份", "Years"], from: ["从", "from"], to: ["到", "to"], anyYear: ["不限", "any"], place: ["地区", "Place"], anyPlace: ["全部地区", "all places"],
  documents: ["文档", "Documents"], confidence: ["最低可信度", "Least confidence"], relationTypes: ["关系类型", "Relation types"],
  gaps: ["衔接缺口", "Linkage gaps"], gapsOn: ["在图上显示缺口", "Show gaps on the map"], noGaps: ["本批文档未发现缺口。", "No gaps found in these documents."],
  moreGaps: ["另有 {n} 项", "{n} more"], severity: ["{word}", "{word}"],
  overview: ["概览", "Overview"], shownList: ["图中节点（可用键盘浏览）", "On the map (keyboard list)"],
  overviewText: ["{nodes} 个节点、{edges} 条有据关系，{gaps} 处缺口。点选节点看原文依据；点选左侧缺口看断点。", "{nodes} things, {edges} proved relations, {gaps} gaps. Choose a thing to read its proof, or a gap on the left."],
  showWhole: ["显示全部（{n} 字）", "show all ({n} characters)"], showLess: ["收起", "show less"],
  printed: ["{nodes} 个节点 · {edges} 条有据关系 · {gaps} 处缺口", "{nodes} things · {edges} proved relations · {gaps} gaps"], printSource: ["来源：{titles}共 {n} 份文档。图谱 {snapshot}，联图。缺口指“本批文档未见”，不等于不存在。", "Source: {titles} {n} documents in all. Graph {snapshot}, Liantu. A gap means “not seen in these documents”, not that it does not exist."], shownOnMap: ["图中节点", "On the map"],
  firstShown: ["显示前 {n} 个，共 {all} 个", "the first {n} of {all}"],
  facts: ["有据关系", "proved relations"], sources: ["处原文", "sentences"], toLink: ["待衔接", "gaps"],
  findPath: ["找路径", "Find path"], expand: ["展开邻居", "Expand"], expandMore: ["展开邻居 +{n}（共 {all}）", "Expand +{n} of {all}"], collapse: ["收起邻居", "Collapse"],
  hide: ["隐藏", "Hide"], keepOnly: ["只看它与邻居", "Keep only this"], keepMany: ["只看所选", "Keep only these"], pin: ["固定", "Pin"], unpin: ["取消固定", "Unpin"],
  arrange: ["重新排列", "Arrange"], showAll: ["恢复全部", "Show all"], open: ["展开", "Open"], close: ["关闭", "Close"], back: ["返回", "Back"],
  relations: ["有据关系", "Proved relations"], relationsOf: ["关系", "Relations"], noRelation: ["原文里还没有写明它与谁相连。这本身可能就是一个缺口。", "The text does not say what it is linked with. That may itself be a gap."],
  context: ["查看上下文", "Show context"], hideContext: ["收起上下文", "Hide context"], copyCitation: ["复制引文", "Copy citation"], copiedCitation: ["已复制引文", "Citation copied"], readInDocument: ["在原文中看", "Read in document"],
  noText: ["此页未附原文全文。", "This page does not carry the full text."], inferred: ["主语为文档代拟", "subject supplied"], sure: ["可信度 {n}%", "confidence {n}%"],
  aliases: ["又称", "Also"], kind: ["类别", "Kind"], mentionsIn: ["见于", "Mentioned in"], redacted: ["原文已隐名", "masked in the source"], allProofs: ["另有 {n} 处依据", "{n} more proofs"],
  concerned: ["涉及", "Concerned"], proof: ["原文依据", "Proof"], nextStep: ["建议动作", "Suggested act"], why: ["为何是缺口", "Why"], absence: ["依据", "Ground"],
  status: ["处理状态", "Status"], open_status: ["待处理", "open"], known: ["已知晓", "known"], wrong: ["不是缺口", "not a gap"], in_progress: ["推进中", "in progress"], closed: ["已解决", "closed"],
  note: ["备注", "Note"], by: ["填写人（可不填）", "By (optional)"], save: ["保存", "Save"], saved: ["已保存", "Saved"], savedHere: ["已保存在本浏览器，可下载后用 liantu review --import 并入", "Kept in this browser; download it for liantu review --import"], notSaved: ["未能保存：{why}", "Not saved: {why}"],
  downloadNotes: ["下载处理记录", "Download decisions"], notSeen: ["“本批文档未见”不等于不存在。", "“Not seen in these documents” does not mean that it does not exist."],
  path: ["路径", "Path"], pathFrom: ["从", "From"], pathTo: ["到", "To"], pickSecond: ["请在图上或搜索框中选择另一端。", "Choose the other end on the map or in the search."], noPath: ["已知关系中没有路径相连。", "No known relation leads from one to the other."], withSuggestions: ["包括建议衔接", "include suggested links"], suggestion: ["建议衔接（非事实）", "suggested, not a fact"], steps: ["{n} 步", "{n} steps"], swap: ["对调", "Swap"],
  selected: ["已选 {n} 个", "{n} chosen"], region: ["群组", "Community"], regionText: ["{n} 个节点", "{n} things"], tray: ["未连节点", "unlinked"], trayNode: ["未连节点 {n} 个", "{n} unlinked things"], closeRegion: ["收拢群组", "Close the community"], closeAll: ["全部收拢", "Close all"], regionName: ["{name} 等 {n} 个", "{name} and others, {n}"],
  map: ["地图", "Map"], table: ["表格", "Table"], matrix: ["矩阵", "Matrix"], time: ["时间", "Time"], compare: ["对比", "Compare"], text: ["原文", "Text"], ask: ["提问", "Questions"], panes: ["看法", "Ways to look"],
  mapLabel: ["关系图。方向键沿关系移动，回车看依据，Escape 取消选择。", "Relation map. Arrow keys walk along relations, Enter reads the proof, Escape clears."],
  fit: ["全图", "Fit"], zoomIn: ["放大", "Zoom in"], zoomOut: ["缩小", "Zoom out"], lasso: ["套索选择", "Lasso"], groupBy: ["分组", "Group"], noGroup: ["不分组", "none"], byPlace: ["按地区", "by place"], byLabel: ["按类型", "by type"],
  hintBar: ["拖动平移 · 滚轮缩放 · Shift 拖动套选", "drag to move · wheel to zoom · Shift-drag to choose"],
  thing: ["名称", "Name"], label: ["类型", "Type"], degree: ["关系数", "Relations"], gapCount: ["缺口", "Gaps"], year: ["年份", "Years"],
  rows: ["行", "Rows"], columns: ["列", "Columns"], matrixEmpty: ["空格即“本批文档未见”两者有关。点格看原文。", "An empty cell: these documents show no relation. Choose a cell to read the proof."], matrixNone: ["所选类型在当前视图中没有节点。", "The view holds nothing of that type."], unlinkedRow: ["无关系", "none"], capped: ["显示前 {n} 行，共 {all} 行", "first {n} of {all} rows"],
  timeText: ["按文档与原文所述年份统计，拖选或点选年份筛选地图。", "Counted by the years of documents and sentences. Choose years to filter the map."], nodesOfYear: ["节点", "things"], edgesOfYear: ["关系", "relations"], onlyYear: ["只看该年", "this year only"], newSince: ["{year} 年新出现", "new in {year}"], goneSince: ["{year} 年后未再见", "not seen after {year}"], noYears: ["文档没有年份。", "No document has a year."],
  compareText: ["左右各选一份文档或一个年份。“未见”只就所选范围而言。", "Choose a document or year on each side. “Not seen” speaks of these only."], onlyLeft: ["仅左侧", "left only"], both: ["两侧都有", "both"], onlyRight: ["仅右侧", "right only"], choose: ["请选择", "choose"], showOnMap: ["在图上看", "On the map"],
  noDocument: ["请选择一份文档。", "Choose a document."], marked: ["标出的词可点选。", "Marked words can be chosen."],
  askText: ["题库中的问题，点选即答。", "Questions with answers."], askOffline: ["离线页没有查询引擎：这里是导出时已算好的答案，点选即看。", "The offline page has no engine: these answers were made when it was written."], noQuestions: ["这一页没有带答案（只导出了图谱的一部分）。这些问题请用 liantu explore 或命令行提问。", "This page carries no answers: it shows a part of the graph. Ask these with liantu explore or on the command line."], askElsewhere: ["还有 {n} 个问题（要填条件，或要查询引擎）和 Cypher：用 liantu explore 打开，或在命令行提问", "{n} more questions (they ask for values or need the engine) and Cypher: open with liantu explore, or ask on the command line"], run: ["查询", "Run"], cypher: ["Cypher 查询", "Cypher"], rowsFound: ["{n} 行", "{n} rows"], truncated: ["结果过多，只显示一部分", "too many rows, cut"], noRows: ["没有结果。", "No rows."], pictureOf: ["在图上看结果", "Show on the map"], running: ["查询中…", "running…"], parameters: ["参数", "Parameters"],
  saveView: ["保存当前视图", "Save this view"], viewName: ["视图名称", "Name"], noViews: ["还没有保存的视图。", "No saved views yet."], remove: ["删除", "Delete"], downloadViews: ["下载", "Download"], importViews: ["导入", "Import"], presentViews: ["依次演示", "Present"], next: ["下一页", "Next"], previous: ["上一页", "Previous"], exit: ["退出", "Exit"], badFile: ["文件不是视图列表。", "Not a list of views."],
  exportView: ["导出当前视图（{n} 个节点）", "Export this view ({n} things)"], serverFormats: ["由程序生成", "made by the program"], pageFormats: ["由本页生成", "made by this page"], needServer: ["PPTX、XLSX 请用 liantu explore 打开后导出，或运行 liantu export。", "For PPTX and XLSX open it with liantu explore, or run liantu export."], exporting: ["正在导出…", "exporting…"], tooLarge: ["图太大", "the picture is too large"], exportFailed: ["导出失败：{why}", "Export failed: {why}"],
  gone: ["该节点已不存在（链接来自另一版图谱），已显示其余部分。", "The link names something this graph no longer has; the rest is shown."],
  emptyTitle: ["图谱是空的", "The graph is empty"], emptyText: ["还没有读入文档，或文档中没有读出机构与工作。请运行 liantu ingest 文件夹，再刷新本页；也可先运行 liantu demo 看示例。", "No documents were read, or nothing was found in them. Run liantu ingest FOLDER and reload; or see liantu demo."],
  failures: ["有 {n} 个文件未能读入，其余照常显示。运行 liantu doctor 或查看 ingest 结尾的清单。", "{n} files could not be read; the rest is shown. See the list at the end of liantu ingest."],
  swapped: ["图谱已更新。", "The graph was rebuilt."], load: ["载入新版", "Load it"], serverGone: ["与程序的连接已断开：已载入的内容仍可浏览；查询、服务端导出与保存暂不可用。请重新运行 liantu explore。", "The program went away: what is loaded still works; queries, exports and saving do not. Run liantu explore again."], loadFailed: ["无法载入图谱：{why}", "Cannot load the graph: {why}"], retry: ["重试", "Retry"], loading: ["正在载入…", "Loading…"], nothingShown: ["当前筛选下没有节点。", "Nothing passes the filters."],
  tour1: ["看图：颜色、形状和字共同表示类型，点选节点可读到每条关系的原文。", "The map: colour, shape and character tell the type. Choose a thing to read the sentence behind every relation."], tour2: ["看缺口：左下列出衔接缺口，红色虚线与光晕标出断点；按 G 开关。", "Gaps: listed on the left, marked by red dashes and halos; G switches them."], tour3: ["找东西：按 / 搜索，支持拼音首字母；Ctrl+Z 可撤销每一步；右上可导出与保存视图。", "Find: press / to search; Ctrl+Z takes back any step; export and save views at the top right."], tourNext: ["下一步", "Next"], tourDone: ["开始使用", "Start"], tourSkip: ["不再显示", "Do not show again"], tourOf: ["{n}/3", "{n}/3"],
  summary: ["{label}，{n} 条关系", "{label}, {n} relations"], legendNote: ["建议与缺口不计入有据关系", "suggestions and gaps are not counted as relations"],
  colon: ["：", ": "], stop: ["。", ". "],
  title: ["《{title}》", "“{title}”"], print: ["打印", "Print"], menu: ["面板", "Panels"], skip: ["跳到节点列表", "Skip to the list"],
  dropTarget: ["放开以导入", "Drop to import"], whole: ["全部", "whole"], addToPresentation: ["加入汇报", "Add to views"], hiddenCount: ["已隐藏 {n} 个", "{n} hidden"], pinned: ["已固定", "pinned"],
  keys: ["快捷键：/ 搜索，G 缺口，P 演示，方向键沿关系走，E 展开，C 收起，H 隐藏，K 只看，Ctrl+Z 撤销，Ctrl+Y 重做，0 全图，+ − 缩放", "Keys: / search, G gaps, P present, arrows walk, E expand, C collapse, H hide, K keep only, Ctrl+Z undo, Ctrl+Y redo, 0 fit, + − zoom"],
} as const;

export type Word = keyof typeof WORDS;

/** Return a text in the reader's language, its `{places}` filled. */
export function t(word: Word, values: Record<string, string | number> = {}): string {
  const text: string = WORDS[word][language.value === "zh" ? 0 : 1];
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/** Return the reader's half of a pair of words. */
export const said = (words: { zh: string; en: string } | undefined): string => (words ? words[language.value] : "");

/** Return a word of the model in the reader's language, by the column of an answer that it stands in: planned, 计划; any other text stays. */
export function meaning(legend: Legend, column: string, text: string): string {
  const last = column.split("_").pop();
  if (last === "status") return said(legend.statuses[text]) || text;
  if (last === "label") return said(legend.labels[text]) || text;
  if (last === "relation") return said(legend.relations[text]) || text;
  if (last !== "kind") return text;
  const named = Object.values(legend.labels).map((label) => label.kinds[text]).find(Boolean);
  return language.value === "zh" ? (named ?? text) : text.replaceAll("_", " ");
}

/** Every key, for the test that both languages are complete. */
export const ALL_WORDS: Record<string, readonly [string, string]> = WORDS;
