import type { EffectKind } from "../../../../shared/domain/effect.ts";
import type { InLanguages } from "../language.ts";
import type { Decided, Decision } from "./decide.ts";

/** What the page of messages says. */
export type MessagesWords = {
  readonly about: string;
  readonly kind: string;
  readonly mails: string;
  readonly all: string;
  readonly state: string;
  readonly when: string;
  readonly to: string;
  readonly why: string;
  readonly links: string;
  readonly response: (id: string) => string;
  readonly case: string;
  readonly caption: string;
  readonly none: string;
  readonly noneSoFar: string;
  readonly lookedThrough: (n: string) => string;
  readonly goOn: string;
  readonly first: string;
  readonly waiting: string;
  readonly nothingWaits: string;
  readonly partial: string;
  readonly since: (moment: string, away: string) => string;
  readonly attempts: (n: string) => string;
  readonly young: string;
  readonly mailDoubt: string;
  readonly slackDoubt: string;
  readonly noDecision: string;
  readonly notYours: string;
  readonly decision: Readonly<Record<Decision, { readonly title: string; readonly text: string; readonly button: string }>>;
  readonly againInSlack: string;
  readonly failures: string;
  readonly failuresAbout: string;
  readonly noFailures: string;
  readonly allFailures: string;
  readonly whatToDo: (kind: EffectKind) => string;
  readonly done: Readonly<Record<Exclude<Decided, "late">, (what: string) => string>>;
  readonly late: (what: string, state: string, moment: string) => string;
  readonly lateGone: string;
};

export const messagesWords: InLanguages<MessagesWords> = {
  en: {
    about: "What was written to customers and to the team, by the newest responses first.",
    kind: "Kind",
    mails: "Mails to customers",
    all: "Everything",
    state: "State",
    when: "When",
    to: "To",
    why: "Why",
    links: "About",
    response: (id) => `Response ${id}`,
    case: "Case",
    caption: "Messages of the newest responses first",
    none: "No message fits these filters.",
    noneSoFar: "Nothing that fits came of these responses. There may be something older: go on.",
    lookedThrough: (n) => `Looked through what came of ${n} responses, the newest first. Older ones were not looked at yet.`,
    goOn: "Go on with older ones",
    first: "Back to the newest",
    waiting: "Needs a decision",
    nothingWaits: "Nothing. Of everything that was sent it is known what became of it.",
    partial: "More is due just now than this page reads, so something may be missing here. Look again once it is less.",
    since: (moment, away) => `In doubt since ${moment} (${away}).`,
    attempts: (n) => `Attempts: ${n}.`,
    young: "The receiver is still being asked, and often answers within minutes. Wait for an hour before you decide.",
    mailDoubt: "The mail service cannot be asked whether it took this mail; it tells us, or it does not. After an hour it most probably did not take it. Ask the customer, look into the mailbox that answers go to, or write to them yourself.",
    slackDoubt: "Slack is asked again every few minutes. What stays in doubt is in a channel that cannot be read: npm run doctor says which, and once it can be read this settles by itself.",
    noDecision: "There is nothing to decide: it is tried again by itself.",
    notYours: "Your role sees this and does not decide it.",
    decision: {
      arrived: { title: "It arrived", text: "It is settled as sent, in your name, and never sent again.", button: "It arrived" },
      again: { title: "It did not arrive", text: "It is sent again at once, if it is still wanted by then. If it did arrive after all, the customer gets it twice.", button: "Send it again" },
    },
    againInSlack: "It is posted again at once. If it did arrive after all, it stands in Slack twice, and the first one is never brought up to date or taken back.",
    failures: "Failed for good",
    failuresAbout: "What failed in the last 7 days, of the newest 200 responses. It stays failed and is not tried again.",
    noFailures: "Nothing.",
    allFailures: "See older ones",
    whatToDo: (kind) => {
      switch (kind) {
        case "follow_up":
        case "thank":
        case "reward":
        case "reply":
        case "recovery":
          return "The customer got no mail. If it matters, write to them yourself, at another address if this one is none.";
        case "alert":
          return "Nobody was told of this response: find its case and tell its owner. Then look what is wrong: npm run doctor.";
        case "erase":
          return "Something of a person who was erased may still stand there. If the message was deleted by somebody, nothing is left to do; else delete it by hand: npm run effects says where it is.";
        case "task":
        case "note":
        case "nudge":
        case "storm":
        case "draft":
        case "verdict":
        case "digest":
          return "The team has not seen this in Slack. Look what is wrong: npm run doctor.";
      }
    },
    done: {
      arrived: (what) => `${what}: settled as sent. It is not sent again.`,
      again: (what) => `${what}: it is sent again now. Load the page again in a moment to see what became of it.`,
    },
    late: (what, state, moment) => `Nothing was changed. ${what} was not in doubt any more as you saw it: it is now “${state}”, since ${moment}.`,
    lateGone: "Nothing was changed: there is no such message any more.",
  },
  zh: {
    about: "发给客户和团队的消息，按最新的回复排列。",
    kind: "类型",
    mails: "发给客户的邮件",
    all: "全部",
    state: "状态",
    when: "时间",
    to: "收件人",
    why: "原因",
    links: "相关",
    response: (id) => `回复 ${id}`,
    case: "个案",
    caption: "消息，按最新的回复排列",
    none: "没有符合条件的消息。",
    noneSoFar: "这些回复没有符合条件的消息。更早的可能有，请继续查看。",
    lookedThrough: (n) => `已从最新的开始查看 ${n} 份回复的消息，更早的尚未查看。`,
    goOn: "继续查看更早的",
    first: "回到最新",
    waiting: "需要决定",
    nothingWaits: "无。所有已发送消息的结果均已知。",
    partial: "当前待处理的事项超出本页可读取的数量，此处可能有遗漏。请待其减少后再查看。",
    since: (moment, away) => `自 ${moment}（${away}）起结果不明。`,
    attempts: (n) => `尝试次数：${n}。`,
    young: "仍在向接收方查询，通常几分钟内会有答复。请等待一小时后再决定。",
    mailDoubt: "无法向邮件服务查询是否已接收此邮件，只能等它通知。一小时后仍无通知，多半是未接收。请询问客户，查看接收回信的邮箱，或亲自写信给客户。",
    slackDoubt: "系统每隔几分钟向 Slack 查询一次。一直结果不明的，是因为频道无法读取：npm run doctor 会指出是哪个频道；可读取后会自动得出结果。",
    noDecision: "无需决定：系统会自动重试。",
    notYours: "您的角色可以查看，但不能决定。",
    decision: {
      arrived: { title: "已送达", text: "以您的名义记为已发送，不会再次发送。", button: "已送达" },
      again: { title: "未送达", text: "如届时仍需发送，将立即重新发送。如果其实已经送达，客户会收到两次。", button: "重新发送" },
    },
    againInSlack: "将立即重新发布。如果其实已经发布，Slack 中会出现两条，且第一条不会再更新或撤回。",
    failures: "最终失败",
    failuresAbout: "最新 200 份回复中最近 7 天失败的消息。它们保持失败状态，不会再试。",
    noFailures: "无。",
    allFailures: "查看更早的",
    whatToDo: (kind) => {
      switch (kind) {
        case "follow_up":
        case "thank":
        case "reward":
        case "reply":
        case "recovery":
          return "客户没有收到邮件。如有必要，请亲自写信给客户；如果此地址无效，请使用其他地址。";
        case "alert":
          return "没有人得知此回复：请找到其个案并告知负责人，然后查明原因：npm run doctor。";
        case "erase":
          return "已删除客户的部分内容可能仍然存在。如果消息已被他人删除，则无需处理；否则请手动删除：npm run effects 会显示其位置。";
        case "task":
        case "note":
        case "nudge":
        case "storm":
        case "draft":
        case "verdict":
        case "digest":
          return "团队没有在 Slack 中看到此消息。请查明原因：npm run doctor。";
      }
    },
    done: {
      arrived: (what) => `${what}：已记为已发送，不会再次发送。`,
      again: (what) => `${what}：正在重新发送。请稍后重新加载页面查看结果。`,
    },
    late: (what, state, moment) => `没有任何更改。${what}已不是您所见的结果不明状态：自 ${moment} 起为“${state}”。`,
    lateGone: "没有任何更改：此消息已不存在。",
  },
};
