import { replySubject } from "../../../shared/domain/reply-subject.ts";
import type { Copy, Facts } from "./copy.ts";

/** "a 9 or a 10", "a 5", "a 5 or more". */
function bestScore({ bestScores }: Facts): string {
  const [lowest, next] = bestScores;
  if (lowest === undefined) return "a top score";
  const first = `${article(lowest)} ${lowest}`;
  if (next === undefined) return first;
  return bestScores.length === 2 ? `${first} or ${article(next)} ${next}` : `${first} or more`;
}

function article(score: number): "a" | "an" {
  return score === 8 ? "an" : "a";
}

function whatIsMissing(facts: Facts): string {
  const score = bestScore(facts);
  switch (facts.metric) {
    case "nps":
      return `What would make it ${score}?`;
    case "csat":
      return `What would have made it ${score}?`;
    case "ces":
      return `What would have made it easy for you, ${score}?`;
  }
}

function thanksWithReward(reward: string | undefined): readonly string[] {
  if (reward === undefined) return [];
  return [
    `We would like to give something back: ${endSentence(reward)} It is yours whatever you say about us, and to whom. No review or rating is asked for, now or later.`,
  ];
}

function endSentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** Our mails in English. */
export const english: Copy = {
  language: "en",
  direction: "ltr",
  greeting: (name) => (name === undefined ? "Hello," : `Hello ${name},`),
  detractor: {
    silent: ({ company, owner }) => ({
      subject: "Thank you for your answer. What happened?",
      paragraphs: [
        `Thank you for telling us how ${company} is working for you. Your score says that something is not right, and we would much rather know than guess.`,
        "What happened? A sentence is enough, and it does not need to be polite.",
        owner === undefined
          ? "Just reply to this mail. A person will read it and get back to you."
          : `Just reply to this mail. ${owner} will read it and get back to you.`,
      ],
      closing: "Thank you for giving us the chance to put it right.",
    }),
    heard: ({ company, owner }) => ({
      subject: "Thank you for being frank with us",
      paragraphs: [
        `Thank you for taking the time to tell us what is wrong. We read it, and we are sorry that ${company} has let you down.`,
        owner === undefined
          ? "Somebody from our team will reach out to you about it personally."
          : `${owner} looks after you here and will reach out to you about it personally.`,
        "If there is anything to add before then, just reply to this mail. It goes straight to the person who takes care of it.",
      ],
      closing: "Thank you for your patience with us.",
    }),
  },
  passive: {
    silent: (facts) => ({
      subject: `Thank you. ${whatIsMissing(facts)}`,
      paragraphs: [
        `Thank you for answering our survey about ${facts.company}. It sounds as if we are close, and not quite there.`,
        `May we ask one thing? ${whatIsMissing(facts)} Something that is missing, something that is in the way: the small things count.`,
        "Just reply to this mail. One line is plenty, and it is read by the people who can change it.",
      ],
      closing: "Thank you for helping us get better.",
    }),
    heard: (facts) => ({
      subject: `Thank you. ${whatIsMissing(facts)}`,
      paragraphs: [
        `Thank you for answering our survey about ${facts.company}, and for writing a few words with it. We read them.`,
        `May we ask one thing more? ${whatIsMissing(facts)} If you have already said it, there is nothing to add. If something else comes to mind, we would be glad to hear it.`,
        "Just reply to this mail. One line is plenty.",
      ],
      closing: "Thank you for helping us get better.",
    }),
  },
  promoter: {
    silent: ({ company, reward }) => ({
      subject: "Thank you, that made our day",
      paragraphs: [
        `Thank you for answering our survey. It is good to hear that ${company} works well for you, and it is what keeps us going.`,
        ...thanksWithReward(reward),
      ],
      ...(reward === undefined ? {} : { linkLabel: "See what it is" }),
      closing: "If we can ever do better, just reply to this mail. We would love to hear that too.",
    }),
    heard: ({ company, reward }) => ({
      subject: "Thank you, that made our day",
      paragraphs: [
        `Thank you for answering our survey, and for taking the time to write as well. We read it. It is good to hear that ${company} works well for you.`,
        ...thanksWithReward(reward),
      ],
      ...(reward === undefined ? {} : { linkLabel: "See what it is" }),
      closing: "If we can ever do better, just reply to this mail. We would love to hear that too.",
    }),
  },
  willContact: (owner) => `You asked us to get in touch: ${owner ?? "somebody from our team"} will write or call you personally.`,
  replySubject,
  reason: (company) => `You receive this one mail because you answered a survey from ${company}.`,
};
