import { SESv2Client } from "@aws-sdk/client-sesv2";
import fc from "fast-check";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import PostalMime from "postal-mime";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { mailbox } from "../../../../shared/adapters/ses/headers.ts";
import { mailboxReceiver } from "../../../../shared/adapters/ses/receiver.ts";
import { sesMailer } from "../../../../shared/adapters/ses/ses-mailer.ts";
import type { Mail, Mailer } from "../../../../shared/ports.ts";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
type Sent = {
  FromEmailAddress: string;
  ReplyToAddresses: string[];
  Content: { Simple: { Subject: { Data: string }; Headers: { Name: string; Value: string }[] } };
  EmailTags: { Name: string; Value: string }[];
  ConfigurationSetName?: string;
};

let server: Server;
let url: string;
let answer: Answer;
let taken: Sent[];
let now: number;

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Answer => (_, response) => {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
};
const fault = (status: number, name: string, message = "no") => json(status, { message }, { "x-amzn-errortype": name });

beforeEach(async () => {
  taken = [];
  now = Date.parse("2026-11-21T10:00:00Z");
  answer = json(200, { MessageId: "ses-1" });
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk)).on("end", () => {
      if (request.method === "POST") taken.push(JSON.parse(Buffer.concat(chunks).toString()) as Sent);
      answer(request, response);
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => { server.closeAllConnections(); server.close(); });

function mailerOf(options: { endpoint?: string; receiver?: ReturnType<typeof mailboxReceiver>; configurationSet?: string } = {}): Mailer {
  const client = new SESv2Client({
    endpoint: options.endpoint ?? url,
    region: "us-east-1",
    credentials: { accessKeyId: "x", secretAccessKey: "x" },
    maxAttempts: 1,
    requestHandler: { requestTimeout: 300, throwOnRequestTimeout: true },
  });
  const { endpoint: _, ...more } = options;
  return sesMailer({ client, now: () => new Date(now), settleMs: 30_000, ...more });
}

const mail: Mail = {
  effectId: "rsp_1.follow_up",
  to: "lin@acme.example",
  pseudonym: "pseudonym_of-lin",
  from: { name: "The Example team", email: "feedback@example.com" },
  replyTo: "mia@us.example",
  subject: "Thank you",
  text: "Hi",
  html: "<p>Hi</p>",
  headers: { "Auto-Submitted": "auto-generated" },
};

describe("sending", () => {
  test("names the effect in a header and in tags, and sends replies to the owner", async () => {
    expect(await mailerOf().send(mail)).toEqual({ kind: "sent", receipt: { messageId: "ses-1" } });
    expect(taken[0]).toMatchInlineSnapshot(`
      {
        "Content": {
          "Simple": {
            "Body": {
              "Html": {
                "Charset": "UTF-8",
                "Data": "<p>Hi</p>",
              },
              "Text": {
                "Charset": "UTF-8",
                "Data": "Hi",
              },
            },
            "Headers": [
              {
                "Name": "Auto-Submitted",
                "Value": "auto-generated",
              },
              {
                "Name": "X-Afterscore-Effect",
                "Value": "rsp_1.follow_up",
              },
            ],
            "Subject": {
              "Charset": "UTF-8",
              "Data": "Thank you",
            },
          },
        },
        "Destination": {
          "ToAddresses": [
            "lin@acme.example",
          ],
        },
        "EmailTags": [
          {
            "Name": "response",
            "Value": "rsp_1",
          },
          {
            "Name": "effect",
            "Value": "follow_up",
          },
          {
            "Name": "address",
            "Value": "pseudonym_of-lin",
          },
        ],
        "FromEmailAddress": ""The Example team" <feedback@example.com>",
        "ReplyToAddresses": [
          "mia@us.example",
        ],
      }
    `);
  });

  test("names the configuration set by which events come back, where there is one", async () => {
    await mailerOf().send(mail);
    await mailerOf({ configurationSet: "afterscore-prod" }).send(mail);
    expect(taken.map(({ ConfigurationSetName }) => ConfigurationSetName)).toEqual([undefined, "afterscore-prod"]);
  });

  test.each([
    [429, "TooManyRequestsException", "refused"],
    [400, "LimitExceededException", "refused"],
    [400, "AccountSuspendedException", "refused"],
    [400, "SendingPausedException", "refused"],
    [400, "MailFromDomainNotVerifiedException", "refused"],
    [403, "AccessDeniedException", "refused"],
    [400, "MessageRejected", "rejected"],
    [400, "BadRequestException", "rejected"],
    [500, "InternalServiceErrorException", "uncertain"],
    [503, "ServiceUnavailable", "uncertain"],
  ])("takes %i %s for %s, and asks once", async (status, name, kind) => {
    answer = fault(status, name);
    expect(await mailerOf().send(mail)).toMatchObject({ kind, reason: expect.stringContaining(name) as string });
    expect(taken).toHaveLength(1);
  });

  test("takes an unverified sender for something that can be mended", async () => {
    answer = fault(400, "MessageRejected", "Email address is not verified.");
    expect(await mailerOf().send(mail)).toMatchObject({ kind: "refused" });
  });

  test("is uncertain when no answer comes or the connection breaks, and asks once", async () => {
    answer = (_, response) => { response.destroy(); };
    expect(await mailerOf().send(mail)).toMatchObject({ kind: "uncertain" });
    answer = () => undefined;
    expect(await mailerOf().send(mail)).toMatchObject({ kind: "uncertain" });
    expect(taken).toHaveLength(2);
  });

  test("is refused when SES was never reached", async () => {
    const mailer = mailerOf();
    await new Promise((resolve) => server.close(resolve));
    expect(await mailer.send(mail)).toMatchObject({ kind: "refused", reason: expect.stringContaining("ECONNREFUSED") as string });
  });

  test("rejects what would need a lie in a header", async () => {
    const mailer = mailerOf();
    expect(await mailer.send({ ...mail, headers: { "X-A": "a\r\nBcc: all@evil.example" } })).toMatchObject({ kind: "rejected" });
    expect(await mailer.send({ ...mail, headers: { "X-A: b\r\nBcc": "all@evil.example" } })).toMatchObject({ kind: "rejected" });
    expect(await mailer.send({ ...mail, to: "lin@acme.example\r\nBcc: all@evil.example" })).toMatchObject({ kind: "rejected" });
    expect(await mailer.send({ ...mail, to: "李@acme.example" })).toMatchObject({ kind: "rejected" });
    expect(taken).toEqual([]);
  });

  test("flattens a subject, and writes an international domain in ASCII", async () => {
    await mailerOf().send({ ...mail, subject: "Thank\r\nBcc: you", to: "lin@bücher.example" });
    expect(taken[0]).toMatchObject({
      Destination: { ToAddresses: ["lin@xn--bcher-kva.example"] },
      Content: { Simple: { Subject: { Data: "Thank Bcc: you" } } },
    });
  });
});

describe("a sender's name", () => {
  test.each([
    ["Das Team", '"Das Team" <a@b.example>'],
    ['Eve "E" <x@y.example>, Inc\\', '"Eve \\"E\\" <x@y.example>, Inc\\\\" <a@b.example>'],
    ["Zoë", "=?UTF-8?B?Wm/Dqw==?= <a@b.example>"],
    ["", "a@b.example"],
  ])("is written so that it stays a name: %s", (name, written) => {
    expect(mailbox(name, "a@b.example")).toBe(written);
  });

  test("comes back as it was, whatever it holds", async () => {
    const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }).filter((text) => /^[^\s\p{C}\p{Z}\ufffd]+$/u.test(text));
    await fc.assert(
      fc.asyncProperty(name, async (text) => {
        const written = mailbox(text, "a@b.example");
        expect(written).toMatch(/^[ -~]+$/);
        const { from } = await PostalMime.parse(`From: ${written}\r\n\r\n`);
        expect(from).toEqual({ name: text, address: "a@b.example" });
      }),
    );
  });
});

describe("looking up a mail", () => {
  const since = "2026-11-21T10:00:00Z";

  test("is unsure without a receiver that can be asked", async () => {
    now += 3_600_000;
    expect(await mailerOf().lookUp({ effectId: mail.effectId, since })).toMatchObject({ kind: "unsure" });
  });

  test("asks the receiver by the effect's id", async () => {
    answer = (request, response) => {
      json(200, request.url === "/local/mailbox?effect=rsp_1.follow_up" ? [{ id: "m-7", to: "lin@acme.example" }] : [])(request, response);
    };
    const receiver = mailboxReceiver(`${url}/local/mailbox`);
    expect(await mailerOf({ receiver }).lookUp({ effectId: mail.effectId, since })).toEqual({ kind: "found", receipt: { messageId: "m-7" } });
  });

  test("calls it absent only after it had time to settle", async () => {
    answer = json(200, []);
    const mailer = mailerOf({ receiver: mailboxReceiver(url) });
    now += 29_999;
    expect(await mailer.lookUp({ effectId: mail.effectId, since })).toMatchObject({ kind: "unsure" });
    now += 1;
    expect(await mailer.lookUp({ effectId: mail.effectId, since })).toEqual({ kind: "absent" });
  });

  test("is unsure when the receiver does not answer or answers something else", async () => {
    now += 3_600_000;
    const mailer = mailerOf({ receiver: mailboxReceiver(url, 200) });
    for (const broken of [json(500, []), json(200, { mails: [] }), (() => undefined) as Answer]) {
      answer = broken;
      expect(await mailer.lookUp({ effectId: mail.effectId, since })).toMatchObject({ kind: "unsure" });
    }
  });
});
