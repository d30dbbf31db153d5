import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readCostsCommand } from "../../../../infra/commands/support/costs/arguments.ts";
import { assumed, counted, standing } from "../../../../infra/commands/support/costs/counts.ts";
import { batchOf, billOf } from "../../../../infra/commands/support/costs/month.ts";
import { printBill } from "../../../../infra/commands/support/costs/print-bill.ts";
import { ofType, templates } from "../../stack/synthesize.ts";

const month = (words = "") => readCostsCommand(words.split(" ").filter((word) => word !== ""));
const dollars = (words: string) => billOf(month(words)).dollars;

describe("npm run costs", () => {
  test("prints a line for each thing that is billed, and their sum", () => {
    const { lines, dollars: total } = billOf(month("--no-mail"));
    const printed = printBill(month("--no-mail"));
    for (const { service, what } of lines) expect(printed).toMatch(new RegExp(`^${service} +${what.replace(/[()]/g, "\\$&")} `, "m"));
    expect(printed).toMatch(new RegExp(`^total +${total.toFixed(2)}$`, "m"));
    expect(total).toBeCloseTo(lines.reduce((sum, line) => sum + line.dollars, 0), 6);
  });

  test("multiplies what was counted with list prices", () => {
    const { lines } = billOf(month("--responses 1000000 --detractors 0 --passives 100 --promoters 0 --no-mail --wait 0"));
    const writes = lines.find(({ what }) => what === "write units");
    const { writeUnits } = counted.off.passive[1];
    expect(writes?.quantity).toBe(writeUnits * 1_000_000);
    expect(writes?.dollars).toBeCloseTo(writeUnits * 0.625, 6);
    expect(lines.find(({ service }) => service === "HTTP API")).toMatchObject({ quantity: 1_000_000, dollars: 1 });
  });

  test("says what stands anyway when nobody answers", () => {
    const idle = dollars("--responses 0");
    expect(idle).toBeGreaterThan(5);
    expect(idle).toBeLessThan(8);
  });

  test("grows with the responses, more slowly the more of them are counted together", () => {
    const of = (responses: number) => dollars(`--responses ${responses} --no-mail`);
    expect(of(10_000_000)).toBeLessThanOrEqual(10 * of(1_000_000));
    expect(of(100_000_000)).toBeLessThan(10 * of(10_000_000));
    expect(of(1_000_000)).toBeGreaterThan(of(999_999));
  });

  test("counts one by one until a shard has more than one while counting waits", () => {
    expect(batchOf(month("--responses 1000000 --wait 1"))).toBe(1);
    expect(batchOf(month("--responses 1000000 --wait 60"))).toBeCloseTo((1_000_000 / 2_592_000 / assumed.fewestShards) * 60, 6);
    expect(dollars("--wait 60")).toBeLessThan(dollars("--wait 1"));
  });

  test.each([
    ["--responses many", "'many' is not a number"],
    ["--detractors 30", "do not add up to 100"],
    ["--mails", "Unknown option"],
  ])("refuses %s", (words, says) => {
    expect(() => month(words)).toThrow(says);
  });

  test("stands on what is in the stack", () => {
    for (const template of Object.values(templates())) {
      const count = (type: string) => ofType(template, type).length;
      expect({ alarms: count("AWS::CloudWatch::Alarm"), secrets: count("AWS::SecretsManager::Secret"), dashboards: count("AWS::CloudWatch::Dashboard") }).toEqual(standing);
    }
  }, 180_000);
});

describe("docs/scale.md", () => {
  /** Responses a month, by how the document calls them; a month has 30 days. */
  const called: Readonly<Record<string, number>> = {
    "1 a day": 30, "1,000 a day": 30_000, "1 million a month": 1e6, "100,000 a day": 3e6,
    "10 million a month": 1e7, "100 million a month": 1e8, "1 billion a month": 1e9,
  };
  const rows = [...readFileSync("docs/scale.md", "utf8").matchAll(/^\| ([^|]+) \| [^|]+ \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \|$/gm)];

  test.each(Object.entries(called))("says what %s costs as the command does", (name, n) => {
    const row = rows.find(([, what]) => what === name)?.slice(2);
    const words = ["", "--no-mail", "--no-mail --wait 1"].map((more) => Math.round(dollars(`--responses ${n} ${more}`)).toLocaleString("en-US"));
    expect(row).toEqual(words);
  });
});
