import type { Finding } from "../../../../shared/domain/finding.ts";
import type { InLanguages } from "../language.ts";

/** What the page about the set-up says. */
export type SetupWords = {
  readonly about: string;
  readonly health: string;
  readonly store: string;
  readonly answers: string;
  readonly waiting: string;
  readonly nothingWaits: string;
  readonly waits: (n: string) => string;
  readonly parked: string;
  readonly nothingParked: string;
  readonly parkedRecords: (n: string) => string;
  readonly rebuild: string;
  readonly noRebuild: string;
  readonly rebuilding: string;
  readonly doctor: string;
  readonly doctorAsOf: string;
  readonly doctorNever: string;
  readonly finding: Readonly<Record<Finding["kind"], string>>;
  readonly keys: string;
  readonly keysAbout: string;
  readonly noKeys: string;
  readonly key: Readonly<Record<"name" | "id" | "source" | "scopes" | "created" | "state", string>>;
  readonly active: string;
  readonly revoked: (at: string) => string;
  readonly surveys: string;
  readonly surveysAbout: string;
  readonly noSurveys: string;
  readonly survey: string;
  readonly responses: string;
  readonly stock: string;
  readonly noPrograms: string;
  readonly stockOf: Readonly<Record<"program" | "kind" | "codes" | "free" | "given" | "budgetLeft", string>>;
  readonly low: string;
  readonly unlimited: string;
  readonly policy: string;
  readonly policyAbout: string;
  readonly rule: Readonly<Record<
    | "timeZone" | "currency" | "rates" | "highValue" | "bands" | "segments" | "severity" | "channels" | "routing" | "workers" | "burst" | "hours" | "targets" | "remind" | "escalation"
    | "rootCauses" | "sender" | "modes" | "delays" | "quietHours" | "oncePer" | "afterResolution" | "suppressed" | "rewardOncePer" | "digests" | "roles" | "rate",
    string
  >>;
  readonly band: (metric: string, detractorAtMost: string, promoterAtLeast: string) => string;
  readonly points: (critical: string, high: string) => string;
  readonly rulePoints: (reason: string, points: string) => string;
  readonly always: string;
  readonly off: string;
  readonly none: string;
  readonly everybody: string;
  readonly away: string;
  readonly defaultAndTest: (usual: string, test: string) => string;
  readonly target: (acknowledge: string, resolve: string) => string;
  readonly aMinute: (n: string) => string;
  readonly aSecond: (n: string) => string;
};

export const setupWords: InLanguages<SetupWords> = {
  en: {
    about: "How this Afterscore is set up, as it understands it. It is changed in policy.yaml and by the commands of docs/deploy.md, and never here.",
    health: "Health",
    store: "Store",
    answers: "Answers",
    waiting: "Effects",
    nothingWaits: "None has waited for more than ten minutes beyond its time",
    waits: (n) => `At least ${n} waited for more than ten minutes beyond their time; see Messages`,
    parked: "Parked records",
    nothingParked: "None",
    parkedRecords: (n) => `${n}: look with npm run parked -- list`,
    rebuild: "Tallies",
    noRebuild: "One book, nothing is being rebuilt",
    rebuilding: "A rebuild has not ended: npm run rollups -- rebuild goes on with it",
    doctor: "The doctor’s findings",
    doctorAsOf: "As npm run doctor found it on",
    doctorNever: "npm run doctor has not been run yet. It looks at Slack, mail, queues, secrets and tallies, and what it finds is shown here.",
    finding: { ok: "Well", hint: "Hint", wrong: "To do" },
    keys: "API keys",
    keysAbout: "Secrets are not kept, only what they are recognised by.",
    noKeys: "There is no key yet: npm run keys -- create makes one.",
    key: { name: "Name", id: "Id", source: "Source", scopes: "Scopes", created: "Made", state: "State" },
    active: "Active",
    revoked: (at) => `Revoked ${at}`,
    surveys: "Surveys",
    surveysAbout: "That had responses in the last 90 days.",
    noSurveys: "No survey had a response in the last 90 days.",
    survey: "Survey",
    responses: "Responses",
    stock: "Rewards",
    noPrograms: "The policy offers no reward.",
    stockOf: { program: "Program", kind: "Kind", codes: "Codes", free: "Free", given: "Given", budgetLeft: "Left of the budget" },
    low: "low",
    unlimited: "as many as are asked for",
    policy: "Policy",
    policyAbout: "What policy.yaml says, with what it leaves out.",
    rule: {
      timeZone: "Reporting time zone", currency: "Currency", rates: "Rates", highValue: "High value from", bands: "Bands", segments: "Segments", severity: "Severity", channels: "Channels",
      routing: "Routing", workers: "Who may work cases", burst: "Alerts a channel bears", hours: "Business hours", targets: "Targets", remind: "Reminder", escalation: "Escalation",
      rootCauses: "Root causes", sender: "Sender", modes: "Messages", delays: "Delays", quietHours: "Quiet hours", oncePer: "One message per", afterResolution: "Asked after a case",
      suppressed: "Domains not written to", rewardOncePer: "One reward per", digests: "Digests", roles: "Roles", rate: "Rate of a key",
    },
    band: (metric, detractor, promoter) => `${metric}: detractor up to ${detractor}, promoter from ${promoter}`,
    points: (critical, high) => `Critical from ${critical} points, high from ${high}`,
    rulePoints: (reason, points) => `${reason}: ${points}`,
    always: "Always open",
    off: "Off",
    none: "None",
    everybody: "Everybody",
    away: "away",
    defaultAndTest: (usual, test) => `${usual}; tests go to ${test}`,
    target: (acknowledge, resolve) => `acknowledge within ${acknowledge}, resolve within ${resolve}`,
    aMinute: (n) => `${n} a minute`,
    aSecond: (n) => `${n} requests a second`,
  },
  zh: {
    about: "此 Afterscore 所理解的设置。要更改，请修改 policy.yaml 或使用 docs/deploy.md 中的命令；此处不能更改。",
    health: "运行状况",
    store: "存储",
    answers: "正常响应",
    waiting: "待办效果",
    nothingWaits: "没有超时十分钟以上的",
    waits: (n) => `至少 ${n} 项已超时十分钟以上，请查看“消息”`,
    parked: "搁置的记录",
    nothingParked: "无",
    parkedRecords: (n) => `${n} 条：用 npm run parked -- list 查看`,
    rebuild: "计数",
    noRebuild: "一本账，没有重建正在进行",
    rebuilding: "重建尚未完成：请运行 npm run rollups -- rebuild 继续",
    doctor: "体检结果",
    doctorAsOf: "npm run doctor 的结果，时间：",
    doctorNever: "尚未运行 npm run doctor。它会检查 Slack、邮件、队列、密钥和计数，结果显示在此处。",
    finding: { ok: "正常", hint: "提示", wrong: "待处理" },
    keys: "API 密钥",
    keysAbout: "不保存密钥本身，只保存用于识别的摘要。",
    noKeys: "尚无密钥：请运行 npm run keys -- create。",
    key: { name: "名称", id: "编号", source: "来源", scopes: "权限", created: "创建时间", state: "状态" },
    active: "有效",
    revoked: (at) => `已于 ${at} 吊销`,
    surveys: "调查",
    surveysAbout: "最近 90 天有回复的调查。",
    noSurveys: "最近 90 天没有任何调查收到回复。",
    survey: "调查",
    responses: "回复数",
    stock: "奖励",
    noPrograms: "策略中没有奖励。",
    stockOf: { program: "项目", kind: "类型", codes: "兑换码", free: "剩余", given: "已发放", budgetLeft: "剩余预算" },
    low: "不足",
    unlimited: "不限",
    policy: "策略",
    policyAbout: "policy.yaml 的内容，包括未写明的默认值。",
    rule: {
      timeZone: "报告时区", currency: "货币", rates: "汇率", highValue: "高价值起点", bands: "分组", segments: "细分维度", severity: "严重程度", channels: "频道",
      routing: "分派", workers: "可处理个案者", burst: "频道可承受的提醒", hours: "工作时间", targets: "目标", remind: "提醒", escalation: "升级",
      rootCauses: "根本原因", sender: "发件人", modes: "消息", delays: "延迟", quietHours: "免打扰时段", oncePer: "每人一封消息", afterResolution: "结案后询问",
      suppressed: "不发送的域名", rewardOncePer: "每人一份奖励", digests: "摘要", roles: "角色", rate: "密钥速率",
    },
    band: (metric, detractor, promoter) => `${metric}：${detractor} 分及以下为贬损者，${promoter} 分及以上为推荐者`,
    points: (critical, high) => `${critical} 分起为紧急，${high} 分起为高`,
    rulePoints: (reason, points) => `${reason}：${points}`,
    always: "始终",
    off: "关闭",
    none: "无",
    everybody: "所有人",
    away: "不在岗",
    defaultAndTest: (usual, test) => `${usual}；测试发往 ${test}`,
    target: (acknowledge, resolve) => `${acknowledge}内受理，${resolve}内解决`,
    aMinute: (n) => `每分钟 ${n} 条`,
    aSecond: (n) => `每秒 ${n} 次请求`,
  },
};
