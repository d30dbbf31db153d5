import type { CaseState, Outcome } from "../../../shared/domain/case.ts";
import type { DeskRole } from "../../../shared/domain/desk-role.ts";
import type { EffectKind, EffectState } from "../../../shared/domain/effect.ts";
import type { Band, Metric } from "../../../shared/domain/metric.ts";
import type { Severity } from "../../../shared/domain/severity.ts";
import type { InLanguages } from "./language.ts";

type Named<Name extends string> = Readonly<Record<Name, string>>;

/** What every page says; what one page alone says stands beside it. */
export type CommonWords = {
  readonly product: string;
  readonly skip: string;
  readonly pages: Named<"overview" | "cases" | "responses" | "messages" | "setup">;
  readonly navigation: string;
  readonly signOut: string;
  readonly switchPerson: string;
  /** Where the times of a page are from. */
  readonly timesIn: (timeZone: string) => string;
  readonly docs: string;
  readonly slack: string;
  readonly mailbox: string;
  readonly severity: Named<Severity>;
  readonly state: Named<CaseState>;
  readonly outcome: Named<Outcome>;
  readonly band: Named<Band>;
  readonly metric: Named<Metric>;
  readonly effectKind: Named<EffectKind>;
  readonly effectState: Named<EffectState>;
  readonly role: Named<DeskRole>;
  readonly anyValue: string;
  readonly filter: string;
  readonly clear: string;
  readonly newest: string;
  readonly older: string;
  readonly exportCsv: string;
  readonly test: string;
  readonly erased: string;
  readonly nobody: string;
  readonly notFound: { readonly title: string; readonly text: string };
  readonly failed: { readonly title: string; readonly text: string };
  readonly forbidden: { readonly title: string; readonly text: string };
  /** A form that another page sent, or one whose session has ended since. */
  readonly staleForm: { readonly title: string; readonly text: string };
  readonly badQuery: { readonly title: string; readonly text: string };
  readonly back: string;
};

export const commonWords: InLanguages<CommonWords> = {
  en: {
    product: "Afterscore",
    skip: "Skip to the content",
    pages: { overview: "Overview", cases: "Cases", responses: "Responses", messages: "Messages", setup: "Setup" },
    navigation: "Pages",
    signOut: "Sign out",
    switchPerson: "Switch person",
    timesIn: (timeZone) => `Days and times in ${timeZone}`,
    docs: "API",
    slack: "Slack",
    mailbox: "Mailbox",
    severity: { critical: "Critical", high: "High", normal: "Normal" },
    state: { open: "Open", acknowledged: "Acknowledged", contacted: "Contacted", snoozed: "Snoozed", resolved: "Resolved" },
    outcome: { recovered: "Recovered", improving: "Improving", no_response: "No response", churned: "Churned", not_actionable: "Not actionable" },
    band: { detractor: "Detractor", passive: "Passive", promoter: "Promoter" },
    metric: { nps: "NPS", csat: "CSAT", ces: "CES" },
    effectKind: {
      alert: "Alert in Slack", follow_up: "Follow-up mail", thank: "Thanks by mail", reward: "Reward", task: "Follow-up task", note: "Line in the thread",
      nudge: "Reminder to the owner", reply: "Reply by mail", recovery: "Question after the case", erase: "Taking back", storm: "Storm card", draft: "Draft in Slack",
      verdict: "Decision on a draft", digest: "Digest in Slack",
    },
    effectState: { planned: "Planned", sending: "Being sent", sent: "Sent", unknown: "Unknown", cancelled: "Cancelled", failed: "Failed" },
    role: { lead: "Lead", csm: "CSM", operator: "Operator" },
    anyValue: "Any",
    filter: "Filter",
    clear: "Clear filters",
    newest: "Newest",
    older: "Older",
    exportCsv: "Export as CSV",
    test: "Test",
    erased: "Erased person",
    nobody: "Nobody",
    notFound: { title: "Not found", text: "There is nothing at this address. It may have been erased, or the address is not complete." },
    failed: { title: "Not available just now", text: "Something this page needs did not answer. Nothing was changed. Please load it again in a moment." },
    forbidden: { title: "Not for your role", text: "Your role does not include this. Who has which role is said in the policy, under desk.roles." },
    staleForm: { title: "Nothing was changed", text: "This form was not sent from a page of your session, or the session has ended since. Go back, load the page again, and send it once more." },
    badQuery: { title: "This address asks for something that cannot be", text: "Check these filters:" },
    back: "Back",
  },
  zh: {
    product: "Afterscore",
    skip: "跳到正文",
    pages: { overview: "概览", cases: "个案", responses: "回复", messages: "消息", setup: "设置" },
    navigation: "页面",
    signOut: "退出登录",
    switchPerson: "切换身份",
    timesIn: (timeZone) => `日期和时间以 ${timeZone} 时区为准`,
    docs: "API",
    slack: "Slack",
    mailbox: "邮箱",
    severity: { critical: "紧急", high: "高", normal: "普通" },
    state: { open: "待处理", acknowledged: "已受理", contacted: "已联系", snoozed: "已暂缓", resolved: "已解决" },
    outcome: { recovered: "已挽回", improving: "正在改善", no_response: "客户未回应", churned: "已流失", not_actionable: "无法处理" },
    band: { detractor: "贬损者", passive: "中立者", promoter: "推荐者" },
    metric: { nps: "NPS", csat: "CSAT", ces: "CES" },
    effectKind: {
      alert: "Slack 提醒", follow_up: "跟进邮件", thank: "感谢邮件", reward: "奖励", task: "跟进任务", note: "讨论串记录",
      nudge: "提醒负责人", reply: "人工回信", recovery: "结案后询问", erase: "撤回", storm: "集中提醒", draft: "Slack 草稿",
      verdict: "草稿的决定", digest: "Slack 摘要",
    },
    effectState: { planned: "已计划", sending: "发送中", sent: "已发送", unknown: "结果不明", cancelled: "已取消", failed: "失败" },
    role: { lead: "主管", csm: "客户成功经理", operator: "运维" },
    anyValue: "不限",
    filter: "筛选",
    clear: "清除筛选",
    newest: "最新",
    older: "更早",
    exportCsv: "导出 CSV",
    test: "测试",
    erased: "已删除的客户",
    nobody: "无人",
    notFound: { title: "未找到", text: "此地址没有内容：可能已被删除，或地址不完整。" },
    failed: { title: "暂时无法显示", text: "此页面所需的服务没有响应。没有任何更改。请稍后重新加载。" },
    forbidden: { title: "您的角色无此权限", text: "您的角色不包含此操作。角色由策略文件中的 desk.roles 决定。" },
    staleForm: { title: "没有任何更改", text: "此表单并非来自您当前的会话，或会话已经结束。请返回并重新加载页面，然后再提交一次。" },
    badQuery: { title: "此地址的条件无法满足", text: "请检查以下筛选条件：" },
    back: "返回",
  },
};
