import type { InLanguages } from "../language.ts";

/** What the pages of responses say. */
export type ResponsesWords = {
  readonly respondent: string;
  readonly account: string;
  readonly from: string;
  readonly to: string;
  readonly survey: string;
  readonly metric: string;
  readonly band: string;
  readonly search: string;
  readonly countedOnly: string;
  readonly notCountedOnly: string;
  readonly segmentIs: (segment: string, value: string) => string;
  readonly when: string;
  readonly score: string;
  readonly comment: string;
  readonly noComment: string;
  readonly person: string;
  readonly backfill: string;
  readonly caption: string;
  readonly open: (person: string) => string;
  readonly none: string;
  readonly noneSoFar: string;
  readonly shortPage: string;
  readonly lookedThrough: (n: string) => string;
  readonly lookedThroughAll: (n: string) => string;
  readonly goOn: string;
  readonly first: string;
  readonly title: (person: string) => string;
  readonly answer: string;
  readonly sent: string;
  readonly id: string;
  readonly senderId: string;
  readonly source: string;
  readonly channel: string;
  readonly channels: Readonly<Record<"email" | "web" | "in_app" | "sms" | "phone" | "other", string>>;
  readonly submittedAt: string;
  readonly receivedAt: string;
  readonly revision: string;
  readonly counted: string;
  readonly countedOn: (day: string) => string;
  readonly notCounted: string;
  readonly contactMe: string;
  readonly yes: string;
  readonly no: string;
  readonly tags: string;
  readonly attributes: string;
  readonly name: string;
  readonly email: string;
  readonly locale: string;
  readonly timeZone: string;
  readonly plan: string;
  readonly mrr: string;
  readonly renewsOn: string;
  readonly owner: string;
  readonly accountAsSent: string;
  readonly accountNow: string;
  readonly case: string;
  readonly seeCase: string;
  readonly about: string;
  readonly earlier: string;
  readonly wordsNotKept: string;
  readonly others: string;
  readonly effects: string;
  readonly effectsAbout: string;
  readonly noEffects: string;
  readonly what: string;
  readonly state: string;
  readonly attempts: string;
  readonly why: string;
};

export const responsesWords: InLanguages<ResponsesWords> = {
  en: {
    respondent: "Person: e-mail or id",
    account: "Account id",
    from: "From",
    to: "To, not included",
    survey: "Survey id",
    metric: "Metric",
    band: "Band",
    search: "Words in comments and names",
    countedOnly: "Only responses that count in scores.",
    notCountedOnly: "Only responses that do not count in scores.",
    segmentIs: (segment, value) => `Only those whose ${segment} is ${value}.`,
    when: "When",
    score: "Score",
    comment: "Comment",
    noComment: "No comment",
    person: "Person",
    backfill: "Backfill",
    caption: "Responses, the newest first",
    open: (person) => `Open the response of ${person}`,
    none: "No response fits these filters. Clear some of them, or choose a longer span.",
    noneSoFar: "Nothing that fits was among these. There may be older ones: go on.",
    shortPage: "The filters left out some responses of this page. Older ones may follow: go on.",
    lookedThrough: (n) => `Looked through ${n} responses, the newest first. Older ones were not looked at yet.`,
    lookedThroughAll: (n) => `Looked through all there are: ${n}.`,
    goOn: "Go on with older ones",
    first: "Back to the newest",
    title: (person) => `Response of ${person}`,
    answer: "Answer",
    sent: "As it was sent",
    id: "Id",
    senderId: "Sender's id",
    source: "Source",
    channel: "Channel",
    channels: { email: "E-mail", web: "Web", in_app: "In the app", sms: "SMS", phone: "Phone", other: "Other" },
    submittedAt: "Given",
    receivedAt: "Arrived",
    revision: "Revision",
    counted: "In the scores",
    countedOn: (day) => `Counts on ${day}`,
    notCounted: "Does not count",
    contactMe: "Asks to be contacted",
    yes: "Yes",
    no: "No",
    tags: "Tags",
    attributes: "Attributes",
    name: "Name",
    email: "E-mail",
    locale: "Language",
    timeZone: "Time zone",
    plan: "Plan",
    mrr: "MRR",
    renewsOn: "Renews on",
    owner: "Owner",
    accountAsSent: "Account, as it was sent",
    accountNow: "Account, as it is known now",
    case: "Case",
    seeCase: "See the case",
    about: "Says how this case ended",
    earlier: "Earlier revisions",
    wordsNotKept: "Its words were not kept.",
    others: "All responses of this person",
    effects: "What came of it",
    effectsAbout: "Everything that happens because of this response, and how far it has got.",
    noEffects: "Nothing is planned for this response yet. It usually takes a few seconds.",
    what: "What",
    state: "State",
    attempts: "Attempts",
    why: "Why",
  },
  zh: {
    respondent: "客户：邮箱或 ID",
    account: "客户公司 ID",
    from: "起始日",
    to: "截止日（不含）",
    survey: "调查 ID",
    metric: "指标",
    band: "分组",
    search: "评论和名称中的词",
    countedOnly: "仅限计入得分的回复。",
    notCountedOnly: "仅限不计入得分的回复。",
    segmentIs: (segment, value) => `仅限 ${segment} 为 ${value} 的回复。`,
    when: "时间",
    score: "得分",
    comment: "评论",
    noComment: "无评论",
    person: "客户",
    backfill: "补录",
    caption: "回复，最新的在前",
    open: (person) => `打开 ${person} 的回复`,
    none: "没有符合条件的回复。请清除部分筛选条件，或选择更长的时段。",
    noneSoFar: "这些回复中没有符合条件的。更早的回复可能有，请继续查看。",
    shortPage: "筛选条件排除了本页的部分回复。之后可能还有更早的，请继续查看。",
    lookedThrough: (n) => `已从最新的开始查看 ${n} 份回复，更早的尚未查看。`,
    lookedThroughAll: (n) => `已查看全部 ${n} 份回复。`,
    goOn: "继续查看更早的",
    first: "回到最新",
    title: (person) => `${person} 的回复`,
    answer: "回复内容",
    sent: "提交的内容",
    id: "ID",
    senderId: "提交方的 ID",
    source: "来源",
    channel: "渠道",
    channels: { email: "邮件", web: "网页", in_app: "应用内", sms: "短信", phone: "电话", other: "其他" },
    submittedAt: "回复时间",
    receivedAt: "收到时间",
    revision: "修订版",
    counted: "是否计入得分",
    countedOn: (day) => `计入 ${day}`,
    notCounted: "不计入",
    contactMe: "希望有人联系",
    yes: "是",
    no: "否",
    tags: "标签",
    attributes: "属性",
    name: "姓名",
    email: "邮箱",
    locale: "语言",
    timeZone: "时区",
    plan: "套餐",
    mrr: "MRR",
    renewsOn: "续约日",
    owner: "负责人",
    accountAsSent: "提交时的客户公司信息",
    accountNow: "当前的客户公司信息",
    case: "个案",
    seeCase: "查看个案",
    about: "说明此个案的结果",
    earlier: "之前的修订版",
    wordsNotKept: "原文未保留。",
    others: "此客户的全部回复",
    effects: "后续处理",
    effectsAbout: "因此回复而发生的一切，以及各自的进展。",
    noEffects: "此回复尚无后续处理的安排。通常只需几秒钟。",
    what: "事项",
    state: "状态",
    attempts: "尝试次数",
    why: "原因",
  },
};
