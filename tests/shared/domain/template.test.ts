import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fill, mistakesIn } from "../../../shared/domain/template.ts";

describe("a template", () => {
  it("is filled wherever a placeholder stands", () => {
    expect(fill("{owner} of {company} writes to {name}; {owner} again", { owner: "Mia", company: "Example", name: "Lin" })).toBe("Mia of Example writes to Lin; Mia again");
    expect(fill("nothing to fill", {})).toBe("nothing to fill");
  });

  it("never reads a value as a template", () => {
    fc.assert(fc.property(fc.string(), (name) => {
      expect(fill("<{name}>", { name, company: "not asked for" })).toBe(`<${name}>`);
    }));
    expect(fill("{name}", { name: "{company}", company: "Example" })).toBe("{company}");
  });

  it.each([
    ["We wrote to {company}.", "Example Inc.", "We wrote to Example Inc."],
    ["{company}. Then", "Yahoo!", "Yahoo! Then"],
    ["{company}。", "什么？", "什么？"],
    ["{company}.", "Example", "Example."],
    ["{company}, yes", "Example Inc.", "Example Inc., yes"],
  ])("does not end a sentence twice: %s", (template, company, text) => {
    expect(fill(template, { company })).toBe(text);
  });

  it.each([
    ["得知{company}对您有帮助", "Example", "得知 Example 对您有帮助"],
    ["得知{company}对您有帮助", "示例公司", "得知示例公司对您有帮助"],
    ["{company}のアンケート", "Example 2", "Example 2 のアンケート"],
    ["「{company}」", "Example", "「Example」"],
    ["{company} 이용", "Example", "Example 이용"],
    ["an {company}s", "Example", "an Examples"],
  ])("sets letters apart from Chinese and Japanese: %s", (template, company, text) => {
    expect(fill(template, { company })).toBe(text);
  });

  it("is not sent with a hole in it", () => {
    expect(() => fill("Hello {name}", {})).toThrow("there is no name to stand for {name}");
    expect(() => fill("Hello {constructor}", {})).toThrow(TypeError);
  });

  it.each([
    ["{compny} and {company}", ["unknown placeholder {compny}: here may stand {company}"]],
    ["{ company }", ["unknown placeholder { company }: here may stand {company}"]],
    ["{company", ["has a brace without its other"]],
    ["{{company}}", ["has a brace without its other"]],
    ["{}", ["unknown placeholder {}: here may stand {company}"]],
    ["fine, {company}", []],
  ])("has its mistakes named: %s", (template, mistakes) => {
    expect(mistakesIn(template, ["company"])).toEqual(mistakes);
  });

  it("has to hold what it is there for", () => {
    expect(mistakesIn("Hello", ["name"], ["name"])).toEqual(["must hold {name}"]);
    expect(mistakesIn("{name}", [])).toEqual(["unknown placeholder {name}: none may stand here"]);
  });
});
