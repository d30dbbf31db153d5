import { describe, expect, it } from "vitest";
import { mailEventSchema } from "../../../functions/settle/record.ts";
import type { Mail } from "../../../infra/local/mail/mail.ts";
import { simulatedEvent } from "../../../infra/local/mail/simulator.ts";

const sent: Mail = {
  id: "0100-1", to: "lin@acme.example", from: "feedback@example.com", replyTo: "", subject: "Thank you", text: "Hi", html: "", headers: {},
  sentAt: "2026-11-21T12:00:00.000Z", cc: "", bcc: "", tags: { response: "rsp_1", effect: "thank", address: "pseudonym" }, configurationSet: "local",
};

describe("the mailbox simulator", () => {
  it.each([
    ["bounce@simulator.amazonses.com", { type: "Bounce", bounceType: "Permanent" }],
    ["bounce+lin@simulator.amazonses.com", { type: "Bounce", bounceType: "Permanent" }],
    ["Complaint+Lin@Simulator.AmazonSES.com", { type: "Complaint" }],
    ["Lin Wei <complaint@simulator.amazonses.com>", { type: "Complaint" }],
  ])("says of a mail to %s what SES would, in words that settle understands", (to, said) => {
    const event = simulatedEvent({ ...sent, to });
    expect(event).toEqual({ version: 1, ...said, responseId: "rsp_1", effect: "thank", address: "pseudonym", messageId: sent.id, at: sent.sentAt });
    expect(mailEventSchema.parse(event)).toEqual(event);
  });

  it.each(["lin@acme.example", "success@simulator.amazonses.com", "bounce@simulator.amazonses.com.acme.example", "no-bounce@simulator.amazonses.com"])(
    "says nothing of a mail to %s",
    (to) => { expect(simulatedEvent({ ...sent, to })).toBeUndefined(); },
  );

  it("says nothing of a mail without our tags", () => {
    expect(simulatedEvent({ ...sent, to: "bounce@simulator.amazonses.com", tags: { response: "rsp_1" } })).toBeUndefined();
  });
});
