import type { InLanguages } from "../language.ts";

type SignInWords = {
  readonly title: string;
  readonly withSlack: string;
  readonly slack: string;
  readonly notSetUp: string;
  readonly asPerson: string;
  readonly refused: string;
  readonly ended: string;
  readonly lost: string;
  readonly unreachable: string;
};

export const signInWords: InLanguages<SignInWords> = {
  en: {
    title: "Sign in",
    withSlack: "The desk shows what customers said. Members of the workspace sign in with Slack.",
    slack: "Sign in with Slack",
    notSetUp: "Signing in is not set up yet. An operator does that once: docs/deploy.md says how, under “Let your people in”.",
    asPerson: "On this machine you choose who you are. Roles are as the policy gives them.",
    refused: "You were not signed in.",
    ended: "You are signed out.",
    lost: "This sign-in took too long, or began in another browser. Please begin again.",
    unreachable: "Slack did not answer. Please sign in again in a moment.",
  },
  zh: {
    title: "登录",
    withSlack: "工作台会显示客户的原话。工作区成员请使用 Slack 登录。",
    slack: "使用 Slack 登录",
    notSetUp: "尚未设置登录。运维人员只需设置一次，方法见 docs/deploy.md 的“Let your people in”一节。",
    asPerson: "在本机上，您可以选择自己的身份。角色以策略文件为准。",
    refused: "未能登录。",
    ended: "您已退出登录。",
    lost: "登录用时过长，或是从另一个浏览器开始的。请重新登录。",
    unreachable: "Slack 没有响应。请稍后重新登录。",
  },
};
