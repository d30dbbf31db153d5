import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { describe, expect, it, onTestFinished } from "vitest";
import { mailbox } from "../../infra/local/mail/mailbox.ts";
import { mailboxPage } from "../../infra/local/mail/mailbox-page.tsx";
import { sesApi } from "../../infra/local/mail/ses-api.ts";
import { memoryMailer } from "../../shared/adapters/memory/mailer.ts";
import { mailboxReceiver } from "../../shared/adapters/ses/receiver.ts";
import { sesMailer } from "../../shared/adapters/ses/ses-mailer.ts";
import type { Mail, Mailer } from "../../shared/ports.ts";

const settleMs = 30_000;
const noon = Date.parse("2026-11-21T12:00:00.000Z");
type Bench = { readonly mailer: Mailer; readonly clock: { at: number } };
type Open = (canBeAsked: boolean) => Promise<Bench>;

const overSes: Open = async (canBeAsked) => {
  const folder = await mkdtemp(join(tmpdir(), "afterscore-mail-"));
  const box = mailbox({ file: join(folder, "mail.db") });
  const app = new Hono();
  app.route("/ses", sesApi(box));
  app.route("/mailbox", mailboxPage(box));
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new SESv2Client({ endpoint: `${url}/ses`, region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" }, maxAttempts: 1 });
  onTestFinished(async () => {
    client.destroy();
    if ("closeAllConnections" in server) server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => { resolve(); }));
    box.close();
    await rm(folder, { recursive: true, force: true });
  });
  const clock = { at: noon };
  return { clock, mailer: sesMailer({ client, now: () => new Date(clock.at), settleMs, ...(canBeAsked ? { receiver: mailboxReceiver(`${url}/mailbox`) } : {}) }) };
};

const inMemory: Open = (canBeAsked) => {
  const clock = { at: noon };
  return Promise.resolve({ clock, mailer: memoryMailer({ now: () => new Date(clock.at), settleMs, canBeAsked }) });
};

const mail = (parts: Partial<Mail> = {}): Mail => ({
  effectId: "rsp_1.thank",
  to: "lin@acme.example",
  pseudonym: "lin",
  from: { name: "Mia Chen", email: "mia@us.example" },
  replyTo: "mia@us.example",
  subject: "Thank you",
  text: "Thank you, Lin.",
  html: "<p>Thank you, Lin.</p>",
  headers: {},
  ...parts,
});
const since = new Date(noon).toISOString();

describe.each([["over SES", overSes], ["in memory", inMemory]])("a mailer %s", (_, open) => {
  it("finds what was sent by its effect, with the receipt that it gave", async () => {
    const { mailer } = await open(true);
    const sent = await mailer.send(mail());
    expect(sent).toEqual({ kind: "sent", receipt: { messageId: expect.stringMatching(/./) as string } });
    await mailer.send(mail({ effectId: "rsp_2.thank" }));
    expect(await mailer.lookUp({ effectId: "rsp_1.thank", since })).toEqual({ ...sent, kind: "found" });
  });

  it("says that a mail is absent only when it can no longer turn up", async () => {
    const { mailer, clock } = await open(true);
    clock.at += settleMs - 1;
    expect(await mailer.lookUp({ effectId: "rsp_1.thank", since })).toMatchObject({ kind: "unsure" });
    clock.at += 1;
    expect(await mailer.lookUp({ effectId: "rsp_1.thank", since })).toEqual({ kind: "absent" });
  });

  it("is unsure for ever where nobody can be asked", async () => {
    const { mailer, clock } = await open(false);
    await mailer.send(mail());
    clock.at += settleMs;
    expect(await mailer.lookUp({ effectId: "rsp_1.thank", since })).toMatchObject({ kind: "unsure" });
  });
});

it("a mailer in memory shows every mail, as often as it was sent", async () => {
  const mailer = memoryMailer({ now: () => new Date(noon), settleMs });
  await mailer.send(mail());
  await mailer.send(mail());
  expect(mailer.mails()).toEqual([{ messageId: "mail-1", at: new Date(noon), mail: mail() }, { messageId: "mail-2", at: new Date(noon), mail: mail() }]);
});

it("a mailer in memory forgets the mails of an effect, and no receipt is given twice", async () => {
  const mailer = memoryMailer({ now: () => new Date(noon), settleMs });
  for (const effectId of ["rsp_1.thank", "rsp_2.thank"]) await mailer.send(mail({ effectId }));
  await mailer.forget("rsp_1.thank");
  await mailer.send(mail({ effectId: "rsp_3.thank" }));
  expect(mailer.mails().map(({ messageId, mail: { effectId } }) => [messageId, effectId])).toEqual([["mail-2", "rsp_2.thank"], ["mail-3", "rsp_3.thank"]]);
});
