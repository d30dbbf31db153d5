import { describe, expect, it } from "vitest";
import { cancelReasons } from "../../../shared/domain/effect.ts";
import { suppressedDomainOf, suppressionReasons, yieldingTo } from "../../../shared/domain/suppression.ts";

describe("the reasons not to write to an address", () => {
  it("stand in the order in which the first that applies is named", () => {
    expect(suppressionReasons).toEqual(["unsubscribed", "bounced", "complained", "suppressed"]);
    expect(cancelReasons.filter((reason) => suppressionReasons.some((one) => one === reason))).toEqual(suppressionReasons);
  });

  it("give way to those before them alone", () => {
    expect(suppressionReasons.map(yieldingTo)).toEqual([["bounced", "complained", "suppressed"], ["complained", "suppressed"], ["suppressed"], []]);
  });
});

describe("a domain of the policy", () => {
  const suppressedDomains = ["example.com", "sub.rival.example", "bücher.example"];
  const domainOf = (email: string) => suppressedDomainOf({ messages: { suppressedDomains } }, email);

  it.each([
    ["lin@example.com", "example.com"],
    ["Lin@EXAMPLE.com ", "example.com"],
    ["lin@mail.eu.example.com", "example.com"],
    ["lin@sub.rival.example", "sub.rival.example"],
    ["lin@xn--bcher-kva.example", "bücher.example"],
    ["lin@BÜCHER.example", "bücher.example"],
    ['"odd@example.org"@example.com', "example.com"],
  ])("holds %s", (email, domain) => { expect(domainOf(email)).toBe(domain); });

  it.each(["lin@notexample.com", "lin@rival.example", "lin@example.com.evil.example", "example.com@evil.example", "lin@com", "lin@example.co"])(
    "does not hold %s",
    (email) => { expect(domainOf(email)).toBeUndefined(); },
  );
});
