import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type MailInput, composeMail } from "../../../../functions/follow-up/message/compose-mail.ts";
import { type Band, defaultThresholds } from "../../../../shared/domain/metric.ts";
import type { ResponseBody } from "../../../../shared/domain/response.ts";
import { copies } from "../../../support/domain.ts";

const policy: MailInput["policy"] = {
  bands: defaultThresholds,
  messages: {
    sender: { name: "The Example team", email: "feedback@example.com" },
    company: "Example",
    postalAddress: "Example Inc., 1 Example Street, 12345 Example City",
    modes: { detractor: "auto", passive: "auto", promoter: "auto" },
    delays: { detractor: 0, passive: 0, promoter: 0 }, approveWithin: 0, quietHours: "off",
    suppressedDomains: [], oncePer: 0, afterResolution: "off",
  },
};
const mia = { name: "Mia Chen", email: "mia@us.example" };
const reward = { program: { title: "A month on us for you and for a friend", terms: "One reward a person." }, link: "https://feedback.example.com/m/abc.def" };

function mailFor(band: Band, body: Partial<ResponseBody> = {}, more: Partial<MailInput> = {}) {
  return composeMail({
    response: {
      band,
      body: {
        survey: { id: "s" }, metric: "nps", score: 3,
        respondent: { email: "lin@acme.example", name: "Lin Wei" },
        ...body,
      },
    },
    to: "lin@acme.example",
    policy,
    copies,
    ...more,
  });
}

const comment = "Exports fail every Monday.";

describe("the message to a detractor", () => {
  test("thanks first and asks what happened when there was no comment", () => {
    expect(mailFor("detractor", {}, { owner: mia }).text).toMatchInlineSnapshot(`
      "Hello Lin Wei,

      Thank you for telling us how Example is working for you. Your score says that something is not right, and we would much rather know than guess.

      What happened? A sentence is enough, and it does not need to be polite.

      Just reply to this email. Mia Chen will read it and get back to you.

      Thank you for giving us the chance to put it right.

      The Example team

      -- 
      You are receiving this email because you answered a survey from Example.
      Example Inc., 1 Example Street, 12345 Example City
      "
    `);
  });

  test("says who will reach out when there was one, and lets the reply go to them", () => {
    const mail = mailFor("detractor", { comment }, { owner: mia });
    expect(mail.text).toMatchInlineSnapshot(`
      "Hello Lin Wei,

      Thank you for taking the time to tell us what is wrong. We read it, and we are sorry that Example has let you down.

      Mia Chen looks after you here and will reach out to you about it personally.

      If there is anything to add before then, just reply to this email. It goes straight to the person who takes care of it.

      Thank you for your patience with us.

      The Example team

      -- 
      You are receiving this email because you answered a survey from Example.
      Example Inc., 1 Example Street, 12345 Example City
      "
    `);
    expect(mail).toMatchObject({ to: "lin@acme.example", replyTo: "mia@us.example", from: policy.messages.sender });
  });

  test("promises a person and not a name when nobody is named", () => {
    const mail = mailFor("detractor", { comment });
    expect(mail.text).toContain("Somebody from our team will reach out");
    expect(mail.replyTo).toBe("feedback@example.com");
  });
});

describe("the message to a passive", () => {
  test.each([
    ["nps", 7, "What would make it a 9 or a 10?"],
    ["csat", 3, "What would have made it a 4 or a 5?"],
    ["ces", 4, "What would have made it easy enough for a 6 or a 7?"],
  ] as const)("asks for %s what is missing to the top", (metric, score, question) => {
    const mail = mailFor("passive", { metric, score });
    expect(mail.subject).toBe("Thank you. What could be better?");
    expect(mail.text).toContain(question);
  });

  test("goes by the policy's bands", () => {
    const bands = { ...defaultThresholds, nps: { detractorAtMost: 5, promoterAtLeast: 8 }, csat: { detractorAtMost: 2, promoterAtLeast: 5 } };
    expect(mailFor("passive", {}, { policy: { ...policy, bands } }).text).toContain("an 8 or more");
    expect(mailFor("passive", { metric: "csat" }, { policy: { ...policy, bands } }).text).toContain("a 5?");
  });

  test("says that a comment was read", () => {
    expect(mailFor("passive", { score: 8, comment }).text).toMatchInlineSnapshot(`
      "Hello Lin Wei,

      Thank you for answering our survey about Example, and for writing a few words with it. We read them.

      May we ask one thing more? What would make it a 9 or a 10? If you have already said it, there is nothing to add. If something else comes to mind, we would be glad to hear it.

      Just reply to this email. One line is plenty.

      Thank you for helping us get better.

      The Example team

      -- 
      You are receiving this email because you answered a survey from Example.
      Example Inc., 1 Example Street, 12345 Example City
      "
    `);
  });
});

describe("the message to a promoter", () => {
  test("thanks, and hands over the reward with its link", () => {
    const mail = mailFor("promoter", { score: 10 }, { reward });
    expect(mail.text).toMatchInlineSnapshot(`
      "Hello Lin Wei,

      Thank you for answering our survey. It is good to hear that Example works well for you: that is what keeps us going.

      We would like to give something back: A month on us for you and for a friend. It is yours whatever you say about us, and whoever you say it to. We will not ask you for a review or a rating, now or later.

      See your reward:
      https://feedback.example.com/m/abc.def

      If we can ever do better, just reply to this email. We would love to hear that too.

      The Example team

      -- 
      You are receiving this email because you answered a survey from Example.
      Example Inc., 1 Example Street, 12345 Example City
      "
    `);
    expect(mail.html).toContain(`href="${reward.link}"`);
  });

  test("only thanks when there is no reward", () => {
    const mail = mailFor("promoter", { score: 10, comment });
    expect(mail.text).not.toMatch(/https?:|give something back/);
    expect(mail.html).not.toContain("href");
  });

  test("says that somebody will be in touch when they asked for it", () => {
    expect(mailFor("promoter", { contactMe: true }, { owner: mia }).text).toContain("Mia Chen will write or call you");
    expect(mailFor("detractor", { contactMe: true, comment }).text).not.toContain("write or call");
  });
});

describe("every message", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.constantFrom("<script>alert(1)</script>", "Lin\r\nBcc: x@evil.example", "https://evil.example", "evil.example", "&amp;", '" onload="x', "李伟", "שלום"),
  );
  const any = fc.record({
    band: fc.constantFrom("detractor", "passive", "promoter"),
    metric: fc.constantFrom("nps", "csat", "ces"),
    name: text, comment: text, company: text, ownerName: text, title: text,
    link: fc.constantFrom(reward.link, 'https://x.example/"><script>'),
  } as const);

  test("is escaped, small, never repeats the comment, and carries address and reason", () => {
    fc.assert(
      fc.property(any, ({ band, metric, name, comment: said, company, ownerName, title, link }) => {
        const mail = mailFor(
          band,
          { metric, comment: `said-${said}-said`, respondent: { email: "lin@acme.example", name } },
          { owner: { name: ownerName }, reward: { program: { title, terms: "" }, link }, policy: { ...policy, messages: { ...policy.messages, company } } },
        );
        expect(mail.html.match(/<(script|img|iframe)/gi)).toBeNull();
        expect([...mail.html.matchAll(/<\/?([a-z!]+)/g)].map(([, tag]) => tag)).toEqual(
          expect.not.arrayContaining(["script"]) as string[],
        );
        expect(Buffer.byteLength(mail.html)).toBeLessThan(100 * 1024);
        expect(mail.html + mail.text).not.toContain("said-");
        expect(mail.text).toContain("because you answered a survey");
        expect(mail.text).toContain(policy.messages.postalAddress);
        expect(mail.html).toContain(policy.messages.postalAddress);
      }),
    );
  });

  test.each(["https://evil.example", "Win at evil.com", "<b>Lin</b>", "L".repeat(61), "Lin\nWei"])(
    "does without a name that is not one: %s",
    (name) => {
      const mail = mailFor("detractor", { respondent: { email: "lin@acme.example", name }, comment }, { owner: { ...mia, name } });
      expect(mail.text).toMatch(/^Hello,\n/);
      expect(mail.text).toContain("Somebody from our team");
      expect(mail.text + mail.html).not.toContain(name);
    },
  );

  test("reads well as HTML too: language, direction, no pictures, no colours that a dark client would fight", () => {
    const { html } = mailFor("promoter", {}, { reward });
    expect(html).toContain('<html lang="en" dir="ltr">');
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    expect(html).not.toMatch(/<img|<body[^>]*background/);
  });
});
