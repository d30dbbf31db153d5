import { describe, expect, it } from "vitest";
import { draftCard } from "../../../functions/alert/draft-card.ts";
import type { Draft } from "../../../shared/domain/drafted.ts";
import type { ResponseBody } from "../../../shared/domain/response.ts";
import { effectWith, responseWith } from "../../support/domain.ts";

const draft: Draft = { card: "rsp_1.draft-follow_up", revision: 1, language: "en", subject: "Thank you", text: "Hello,", ending: "Us", expiresAt: "2026-11-23T12:00:00.000Z" };

function cardFor(parts: Partial<ResponseBody>) {
  const { text, blocks } = draftCard({ message: effectWith({ draft }), response: responseWith(parts), isInThread: false, timeZone: "UTC" });
  return { text, said: JSON.stringify(blocks) };
}

describe("a draft's card", () => {
  it.each(["Acme", "Nordlicht.io", "Halvorsen_Pike", "*Acme* & <Sons>"])("names the account as the alert's card does: %s", (name) => {
    const { said } = cardFor({ account: { id: "acc_1", name } });
    expect(said).toContain(JSON.stringify(name).slice(1, -1));
    expect(said).not.toContain("acc_1");
  });

  it("names an account without a name, or with one that cannot be seen, by its id", () => {
    expect(cardFor({ account: { id: "acc_1" } }).said).toContain("acc_1");
    expect(cardFor({ account: { id: "acc_1", name: " " } }).said).toContain("acc_1");
  });

  it("names the customer, and obeys nothing in the name", () => {
    expect(cardFor({ respondent: { id: "u", name: "St.John" } }).text).toContain("A mail to St.John");
    expect(cardFor({ respondent: { id: "u", name: "<!channel>" } }).said).toContain("&lt;!channel&gt;");
    expect(cardFor({ respondent: { id: "u", email: "lin@acme.example" } }).text).toContain("A mail to lin@acme.example");
  });
});
