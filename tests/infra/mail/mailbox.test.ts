import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SESv2Client, SendEmailCommand, type SendEmailCommandInput } from "@aws-sdk/client-sesv2";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Mail } from "../../../infra/local/mail/mail.ts";
import { mailbox } from "../../../infra/local/mail/mailbox.ts";
import { mailboxPage } from "../../../infra/local/mail/mailbox-page.tsx";
import { sesApi } from "../../../infra/local/mail/ses-api.ts";

const runningMailbox = async (given?: string) => {
  const folder = await mkdtemp(join(tmpdir(), "afterscore-"));
  const file = given ?? join(folder, "mail.db");
  const box = mailbox({ file });
  const app = new Hono();
  app.route("/local/ses", sesApi(box));
  app.route("/local/mailbox", mailboxPage(box));
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ses = new SESv2Client({
    endpoint: `${url}/local/ses`, region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1, requestHandler: { requestTimeout: 1_000, throwOnRequestTimeout: true },
  });
  onTestFinished(async () => {
    ses.destroy();
    if ("closeAllConnections" in server) server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => { resolve(); }));
    box.close();
    await rm(folder, { recursive: true, force: true });
  });
  const send = (input: SendEmailCommandInput) => ses.send(new SendEmailCommand(input));
  const mails = async (query = ""): Promise<Mail[]> => (await (await fetch(`${url}/local/mailbox${query}`)).json()) as Mail[];
  return { box, file, url, send, mails };
};

const letter = (more: Partial<SendEmailCommandInput> = {}): SendEmailCommandInput => ({
  FromEmailAddress: "Mia Chen <mia@us.example>",
  Destination: { ToAddresses: ["lin@acme.example"] },
  Content: {
    Simple: {
      Subject: { Data: "谢谢 🙏", Charset: "UTF-8" },
      Body: { Text: { Data: "Hello Lin" }, Html: { Data: "<p>Hello <b>Lin</b></p>" } },
      Headers: [
        { Name: "X-Afterscore-Effect", Value: "eff_1" },
        { Name: "List-Unsubscribe", Value: "<http://127.0.0.1:8787/m/abc>" },
      ],
    },
  },
  ...more,
});

const simple = (change: object): SendEmailCommandInput => letter({ Content: { Simple: { ...letter().Content!.Simple!, ...change } } });

const refusalOf = async (call: Promise<unknown>): Promise<[string, number | undefined]> => {
  try {
    await call;
  } catch (error) {
    const { name, $metadata } = error as { name: string; $metadata?: { httpStatusCode?: number } };
    return [name, $metadata?.httpStatusCode];
  }
  return ["accepted", 200];
};

describe("sending with SES's own client", () => {
  it("keeps simple mails with every header", async () => {
    const { send, mails } = await runningMailbox();
    const { MessageId } = await send(
      letter({ ReplyToAddresses: ["mia@us.example"], EmailTags: [{ Name: "kind", Value: "follow_up" }], ConfigurationSetName: "afterscore" }),
    );
    expect(await mails()).toEqual([
      {
        id: MessageId, to: "lin@acme.example", from: "Mia Chen <mia@us.example>", replyTo: "mia@us.example", subject: "谢谢 🙏",
        text: "Hello Lin", html: "<p>Hello <b>Lin</b></p>", cc: "", bcc: "", tags: { kind: "follow_up" }, configurationSet: "afterscore",
        headers: {
          From: "Mia Chen <mia@us.example>", To: "lin@acme.example", "Reply-To": "mia@us.example", Subject: "谢谢 🙏",
          "X-Afterscore-Effect": "eff_1", "List-Unsubscribe": "<http://127.0.0.1:8787/m/abc>",
        },
        sentAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      },
    ]);
  });

  it("reads raw mails, unfolded and decoded", async () => {
    const { send, mails } = await runningMailbox();
    const raw = [
      "From: =?UTF-8?B?5p2O?= <li@us.example>", "To: lin@acme.example", "Reply-To: mia@us.example", "Subject: =?UTF-8?Q?caf=C3=A9?=",
      "X-Afterscore-Effect: eff_raw", "List-Unsubscribe: <https://a.example/1>,", " <mailto:u@a.example>", "MIME-Version: 1.0",
      'Content-Type: multipart/alternative; boundary="b"', "", "--b", "Content-Type: text/plain; charset=utf-8", "", "Hello", "--b",
      "Content-Type: text/html; charset=utf-8", "", "<p>Hello</p>", "--b--", "",
    ].join("\r\n");
    await send({ Content: { Raw: { Data: new TextEncoder().encode(raw) } } });
    const [mail] = await mails("?effect=eff_raw");
    expect(mail).toMatchObject({
      from: "李 <li@us.example>", to: "lin@acme.example", replyTo: "mia@us.example", subject: "café", html: expect.stringContaining("<p>Hello</p>"),
      headers: { "List-Unsubscribe": "<https://a.example/1>, <mailto:u@a.example>", Subject: "café" },
    });
    expect(mail!.text.trim()).toBe("Hello");
  });

  it.each<[string, SendEmailCommandInput, string]>([
    ["no sender", letter({ FromEmailAddress: undefined }), "MessageRejected"],
    ["no recipient", letter({ Destination: { ToAddresses: [] } }), "MessageRejected"],
    ["an address that is none", letter({ Destination: { ToAddresses: ["not an address"] } }), "BadRequestException"],
    ["an address in another alphabet", letter({ Destination: { ToAddresses: ["李@acme.example"] } }), "BadRequestException"],
    ["two lines in the subject", simple({ Subject: { Data: "a\r\nBcc: x@y.example" } }), "BadRequestException"],
    ["two lines in a header", simple({ Headers: [{ Name: "X-A", Value: "a\r\nBcc: x@y.example" }] }), "BadRequestException"],
    ["a header longer than 870 characters", simple({ Headers: [{ Name: "X-A", Value: "a".repeat(871) }] }), "BadRequestException"],
    ["no body", simple({ Body: {} }), "BadRequestException"],
    ["a stored template", letter({ Content: { Template: { TemplateName: "t" } } }), "BadRequestException"],
  ])("refuses %s", async (_what, input, type) => {
    const { send, mails } = await runningMailbox();
    expect(await refusalOf(send(input))).toEqual([type, 400]);
    expect(await mails()).toEqual([]);
  });

  it("wants a signature", async () => {
    const { url } = await runningMailbox();
    const answer = await fetch(`${url}/local/ses/v2/email/outbound-emails`, { method: "POST", body: "{}" });
    expect([answer.status, answer.headers.get("x-amzn-errortype")]).toEqual([403, "MissingAuthenticationTokenException"]);
  });

  it("survives being reopened", async () => {
    const first = await runningMailbox();
    await first.send(letter());
    const second = await runningMailbox(first.file);
    expect((await second.mails()).map(({ to }) => to)).toEqual(["lin@acme.example"]);
  });

  it.each([
    [false, { kind: "throttle" }, ["TooManyRequestsException", 429], 0],
    [false, { kind: "status", status: 503 }, [expect.any(String), 503], 0], [true, { kind: "status", status: 503 }, [expect.any(String), 503], 1],
    [true, { kind: "drop" }, [expect.any(String), undefined], 1], [false, { kind: "drop" }, [expect.any(String), undefined], 0],
    [true, { kind: "silence" }, ["TimeoutError", undefined], 1],
    [false, { kind: "error", type: "AccountSuspendedException", status: 400 }, ["AccountSuspendedException", 400], 0],
  ] as const)("fails with the mail taken: %s, answer %j", async (accepted, answer, seen, kept) => {
    const { box, send, mails } = await runningMailbox();
    box.inject({ accepted, answer });
    expect(await refusalOf(send(letter()))).toEqual(seen);
    expect(await mails("?effect=eff_1")).toHaveLength(kept);
    expect(await refusalOf(send(letter()))).toEqual(["accepted", 200]);
  });
});

describe("looking into the mailbox", () => {
  it("answers JSON oldest first, by effect, and one at a time", async () => {
    const { send, mails, url } = await runningMailbox();
    const first = await send(letter());
    await send(simple({ Headers: [{ Name: "x-afterscore-effect", Value: "eff_2" }], Subject: { Data: "second" } }));
    expect((await mails()).map(({ subject }) => subject)).toEqual(["谢谢 🙏", "second"]);
    expect((await mails("?effect=eff_2")).map(({ subject }) => subject)).toEqual(["second"]);
    expect(await mails("/?effect=eff_2")).toHaveLength(1);
    expect(await mails("?effect=eff_3")).toEqual([]);
    expect(await mails(`/${first.MessageId}`)).toMatchObject({ subject: "谢谢 🙏" });
    expect((await fetch(`${url}/local/mailbox/none`)).status).toBe(404);
  });

  it("gives browsers a page in which a mail can run nothing", async () => {
    const { send, url } = await runningMailbox();
    const browser = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
    expect(await (await fetch(`${url}/local/mailbox`, { headers: browser })).text()).toContain("No mail yet");
    await send(simple({ Subject: { Data: "<script>1</script>" }, Body: { Html: { Data: '"><script>alert(1)</script>' } } }));
    const answer = await fetch(`${url}/local/mailbox`, { headers: browser });
    const page = await answer.text();
    expect(page).toContain("&lt;script&gt;1&lt;/script&gt;");
    expect(page).toContain('srcdoc="&lt;base target=&quot;_blank&quot;&gt;&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
    expect(page).toMatch(/sandbox="allow-popups allow-popups-to-escape-sandbox"/);
    expect(answer.headers.get("content-security-policy")).toMatch(/default-src 'none'; script-src 'sha256-/);
  });

  it("refuses foreign origins", async () => {
    const { url } = await runningMailbox();
    expect((await fetch(`${url}/local/mailbox`, { headers: { origin: "https://evil.example" } })).status).toBe(403);
  });
});
