import { describe, expect, it } from "vitest";
import { builtInDimensions } from "../../../shared/domain/dimensions.ts";
import { segmentsOf } from "../../../shared/domain/segments.ts";
import { responseWith } from "../../support/domain.ts";

const segments = ["region", "seats", "paying"];

describe("a response's segments", () => {
  it("are its survey and channel, and whatever else it says", () => {
    expect(segmentsOf(responseWith(), { segments })).toEqual({ survey: "onboarding-30d", channel: "other" });
    const full = responseWith({
      channel: "email",
      account: { id: "acme", plan: "Scale", owner: { email: "Mia@US.example", slackUserId: "U0MIA" } },
      respondent: { id: "u", locale: "zh-CN" },
      attributes: { region: "apac", seats: 0, paying: false, secret: "x" },
    });
    const said = segmentsOf(full, { segments });
    expect(said).toEqual({ survey: "onboarding-30d", channel: "email", plan: "Scale", owner: "mia@us.example", locale: "zh-CN", region: "apac", seats: "0", paying: "false" });
    for (const dimension of builtInDimensions) expect(said).toHaveProperty(dimension);
  });

  it("name an owner without address by their Slack id", () => {
    expect(segmentsOf(responseWith({ account: { id: "acme", owner: { slackUserId: "U0MIA" } } }), { segments })["owner"]).toBe("U0MIA");
  });

  it("leave out what is empty and what is not declared", () => {
    expect(segmentsOf(responseWith({ attributes: { region: "", other: "x" } }), { segments })).toEqual({ survey: "onboarding-30d", channel: "other" });
    expect(segmentsOf(responseWith({ attributes: { region: "apac" } }), { segments: [] })).not.toHaveProperty("region");
  });

  it("hold only what was sent, even under names that every object seems to have", () => {
    expect(segmentsOf(responseWith({ attributes: {} }), { segments: ["constructor", "toString"] })).toEqual({ survey: "onboarding-30d", channel: "other" });
    expect(segmentsOf(responseWith({ attributes: { constructor: "x" } }), { segments: ["constructor"] })["constructor"]).toBe("x");
  });
});
