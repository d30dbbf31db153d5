import { type CancelReason, type Effect, cancelReasons } from "../../../../shared/domain/effect.ts";
import type { InLanguages, Language } from "../language.ts";

type WhyWords = {
  readonly cancelled: Readonly<Record<CancelReason, string>>;
  /** Of what is for one person of the team, and nobody of the team is known. */
  readonly nobodyToTell: string;
  readonly unknown: (reason: string) => string;
  readonly givenUp: (attempts: string, reason: string) => string;
  readonly neverArrived: string;
  readonly caseGone: string;
  readonly noCase: string;
  readonly folded: string;
};

const words: InLanguages<WhyWords> = {
  en: {
    cancelled: {
      "test": "The response was a test",
      "backfill": "The response was filled in from the past, and nobody is written to because of it",
      "no address": "The response has no e-mail address",
      "erased": "The person, or what this was about, was erased",
      "unsubscribed": "Its reader has unsubscribed from our mails",
      "bounced": "Mail to this address came back before",
      "complained": "Its reader called an earlier mail spam",
      "suppressed": "The address, or its domain, is on the list of those that are not written to",
      "mode off": "The policy has messages to this band switched off",
      "handled by a person": "Somebody works the case, so they are the one who writes",
      "corrected": "The response was corrected, and this does not fit it any more",
      "frequency cap": "The person has had one in the time for which the policy allows one",
      "discarded": "Somebody discarded the draft",
      "not approved in time": "Nobody approved the draft in time",
      "reopened": "The case is open again",
      "answered again": "The customer has answered again, so they have said more than we would ask",
      "out of stock": "No reward of this kind was left; the thanks went without one",
      "budget spent": "The budget of this reward was spent; the thanks went without one",
    },
    nobodyToTell: "Nobody is known who is responsible",
    unknown: (reason) => `Nobody knows whether it arrived: ${reason}`,
    givenUp: (attempts, reason) => `Given up after ${attempts} attempts: ${reason}`,
    neverArrived: "The receiver never got it, so it is sent again",
    caseGone: "Its case is gone",
    noCase: "It belongs to no case",
    folded: "Shown on one card with many others",
  },
  zh: {
    cancelled: {
      "test": "此回复为测试",
      "backfill": "此回复是补录的历史回复，不会因此联系任何人",
      "no address": "此回复没有邮箱地址",
      "erased": "此客户或相关内容已被删除",
      "unsubscribed": "收件人已退订我们的邮件",
      "bounced": "此前发往此地址的邮件被退回",
      "complained": "收件人曾将之前的邮件举报为垃圾邮件",
      "suppressed": "此地址或其域名在不予发信的名单上",
      "mode off": "策略已关闭发给此分组的消息",
      "handled by a person": "已有人处理此个案，由其联系客户",
      "corrected": "回复已更正，此项不再适用",
      "frequency cap": "在策略规定的时间内，此客户已收到过一次",
      "discarded": "草稿已被弃用",
      "not approved in time": "草稿未在限期内获得批准",
      "reopened": "个案已重新打开",
      "answered again": "客户已再次回复，无需再询问",
      "out of stock": "此奖励已发完，感谢邮件未附奖励",
      "budget spent": "此奖励的预算已用完，感谢邮件未附奖励",
    },
    nobodyToTell: "没有已知的负责人",
    unknown: (reason) => `不清楚是否送达：${reason}`,
    givenUp: (attempts, reason) => `尝试 ${attempts} 次后放弃：${reason}`,
    neverArrived: "接收方未收到，将重新发送",
    caseGone: "其个案已不存在",
    noCase: "不属于任何个案",
    folded: "与其他多个个案合并显示在一张集中提醒中",
  },
};

/** Why an effect is in its state, for people; what a receiver said stands in the receiver's words. */
export function whyOf({ kind, state, detail }: Pick<Effect, "kind" | "state" | "detail">, language: Language): string | undefined {
  if (detail === undefined) return undefined;
  const known = words[language];
  const reason = cancelReasons.find((one) => one === detail);
  if (state === "cancelled" && kind === "nudge" && reason === "no address") return known.nobodyToTell;
  if (state === "cancelled" && reason !== undefined) return known.cancelled[reason];
  const doubt = /^outcome unknown: (.*)$/su.exec(detail);
  if (doubt !== null) return known.unknown(doubt[1] ?? "");
  const end = /^given up after (\d+) attempts: (.*)$/su.exec(detail);
  if (end !== null) return known.givenUp(end[1] ?? "", end[2] ?? "");
  if (detail.startsWith("folded into storm_")) return known.folded;
  switch (detail) {
    case "the receiver never got it":
      return known.neverArrived;
    case "its case is gone":
      return known.caseGone;
    case "it belongs to no case":
      return known.noCase;
    default:
      return detail;
  }
}
