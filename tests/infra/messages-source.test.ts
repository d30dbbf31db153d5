import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { messagesFolder, parseMessages, readMessagesSource } from "../../infra/messages-source.ts";
import { PolicyError } from "../../infra/yaml-source.ts";
import { readCopies } from "../../shared/adapters/files/copies.ts";
import { BrokenCopies } from "../../shared/adapters/files/copies-codec.ts";
import { encodePolicy } from "../../shared/adapters/files/policy-codec.ts";
import { policyWith } from "../support/domain.ts";

const run = promisify(execFile);
const english = readFileSync(join(messagesFolder, "en.yaml"), "utf8");

/** What is said by something that refuses, line by line; nothing when it does not. */
function saidBy(act: () => unknown): readonly string[] {
  try {
    act();
    return [];
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return error.message.split("\n");
  }
}

/** The English words with one part of their text replaced. */
function changed(part: string, by: string): string {
  if (!english.includes(part)) throw new Error(`en.yaml does not hold ${part}`);
  return english.replace(part, by);
}

function lineOf(part: string): number {
  return english.slice(0, english.indexOf(part)).split("\n").length;
}

/** A copy of the messages to spoil. */
function folderOfMessages(): string {
  const folder = mkdtempSync(join(tmpdir(), "afterscore-messages-"));
  onTestFinished(() => { rmSync(folder, { recursive: true }); });
  cpSync(messagesFolder, folder, { recursive: true });
  return folder;
}

describe("the shipped messages", () => {
  it("are there in every language that is promised", () => {
    expect(Object.keys(readMessagesSource().copies).sort()).toEqual(["de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt-BR", "uk", "zh-CN", "zh-TW"]);
  });

  it("are read by functions as they were understood when they were written", () => {
    const { copies, sealed } = readMessagesSource();
    const file = join(folderOfMessages(), "messages.json");
    writeFileSync(file, sealed);
    expect(readCopies(file)).toEqual(copies);
  });

  it.each<[what: string, change: (sealed: string) => string]>([
    ["changed by hand", (sealed) => sealed.replace("Hello", "Howdy")],
    ["cut off", (sealed) => sealed.slice(0, -20)],
    ["empty", () => ""],
    ["the policy's", () => encodePolicy(policyWith())],
  ])("are refused by functions when their file is %s", (_, change) => {
    const file = join(folderOfMessages(), "messages.json");
    writeFileSync(file, change(readMessagesSource().sealed));
    expect(() => readCopies(file)).toThrow(BrokenCopies);
  });
});

describe("a mistake in a message", () => {
  const frank = "Thank you for being frank with us";
  it.each<[what: string, part: string, by: string, line: number, field: string, said: string]>([
    ["a placeholder that does not exist", "Hello {name},", "Hello {name} {nmae},", lineOf("named:"), "greeting.named", "unknown placeholder {nmae}: here may stand {company}, {name}"],
    ["a placeholder that means nothing here", frank, "Thank you, {owner}", lineOf(frank), "detractor.heard.subject", "unknown placeholder {owner}: here may stand {company}"],
    ["a greeting without a name", "Hello {name},", "Hello you,", lineOf("named:"), "greeting.named", "must hold {name}"],
    ["an owner who is not named", "{owner} looks after", "She looks after", lineOf("{owner} looks after"), "detractor.heard.paragraphs.1.owner", "must hold {owner}"],
    ["a placeholder in the one for nobody", "Somebody from our team will reach", "{owner} will reach", lineOf("Somebody from our team will reach"), "detractor.heard.paragraphs.1.nobody", "unknown placeholder {owner}: here may stand {company}"],
    ["a brace that is left open", "Hello {name},", "Hello {name}, {", lineOf("named:"), "greeting.named", "has a brace without its other"],
    ["a message that is missing", `    subject: "${frank}"\n`, "", lineOf("  heard:"), "detractor.heard.subject", "is missing"],
    ["a whole language's part that is missing", "signature:", "# signature:", 1, "signature", "is missing"],
    ["a field that nobody knows", "signature:", "signatur: x\nsignature:", lineOf("signature:"), "signatur", "unknown field"],
    ["a number for a sentence", `"${frank}"`, "42", lineOf(frank), "detractor.heard.subject", "expected string, received number"],
    ["a paragraph that is said to owners alone", `- "Just reply to this email. One line is plenty."`, `- owner: "{owner} reads it."`, lineOf(`- "Just reply to this email. One line is plenty."`), "passive.heard.paragraphs.2.nobody", "is missing"],
    ["a placeholder in a paragraph", "We read them.", "We read {it}.", lineOf("We read them."), "passive.heard.paragraphs.0", "unknown placeholder {it}"],
    ["an empty text", `"${frank}"`, `""`, lineOf(frank), "detractor.heard.subject", "must not be empty"],
    ["a line break in a subject", `"${frank}"`, `"Thank\\nyou"`, lineOf(frank), "detractor.heard.subject", "must be one line"],
    ["a subject that goes on and on", frank, "x".repeat(121), lineOf(frank), "detractor.heard.subject", "must be at most 120 characters"],
    ["a direction there is not", "direction: ltr", "direction: up", lineOf("direction:"), "direction", `"ltr"|"rtl"`],
    ["a brace without quotes", `one: "{first}"`, "one: {first}", lineOf("one:"), "best.one", "expected string, received object"],
    ["no YAML", "greeting:", "greeting: [", lineOf("greeting:") + 1, "not YAML", ""],
  ])("is named with its line and field: %s", (_, part, by, line, field, said) => {
    const [first, ...more] = saidBy(() => parseMessages(changed(part, by), "messages/en.yaml"));
    expect(first).toMatch(new RegExp(`^messages/en\\.yaml:\\d+: ${field.replaceAll(".", "\\.")}: `));
    expect(first).toContain(said);
    if (field !== "not YAML") expect([first?.split(":")[1], more]).toEqual([String(line), []]);
  });

  it("is named for every file at once, whoever reads them", () => {
    const folder = folderOfMessages();
    writeFileSync(join(folder, "de.yaml"), changed("Hello {name},", "Hallo {wer},"));
    writeFileSync(join(folder, "fr.yaml"), "");
    expect(saidBy(() => readMessagesSource(folder))).toEqual([
      expect.stringMatching(/de\.yaml:\d+: greeting\.named: unknown placeholder/),
      expect.stringMatching(/de\.yaml:\d+: greeting\.named: must hold/),
      expect.stringMatching(/fr\.yaml:1: the file: expected object/),
    ]);
  });

  it.each([
    ["zh_TW.yaml", "must be named after its language, such as zh-TW.yaml"],
    ["pt-br.yaml", "must be named after its language, such as zh-TW.yaml (here pt-BR.yaml)"],
  ])("may be in a file's name: %s", (name, said) => {
    const folder = folderOfMessages();
    writeFileSync(join(folder, name), english);
    expect(saidBy(() => readMessagesSource(folder))).toEqual([`${join(folder, name)}: ${said}`]);
  });

  it("is that there is no English, or nothing at all", () => {
    const folder = folderOfMessages();
    rmSync(join(folder, "en.yaml"));
    expect(saidBy(() => readMessagesSource(folder))).toEqual([`${folder}: en.yaml is missing, the language that everything falls back to`]);
    expect(saidBy(() => readMessagesSource("/nowhere"))).toEqual(["/nowhere: cannot be read. Name a folder of messages in AFTERSCORE_MESSAGES, or restore messages/."]);
  });

  it("is found by `npm run policy`, which then fails", async () => {
    const folder = folderOfMessages();
    const check = (...args: readonly string[]) => run(process.execPath, ["--import", "tsx", "infra/commands/check-policy.ts", ...args], { env: { ...process.env, AFTERSCORE_MESSAGES: folder } });
    expect((await check()).stdout).toMatch(/policy\.yaml: fine\nmessages: fine, in de, en, /);
    writeFileSync(join(folder, "en.yaml"), changed("Hello {name},", "Hello {nmae}, {name}"));
    await expect(check()).rejects.toMatchObject({ code: 1, stdout: expect.stringContaining("policy.yaml: fine") as string, stderr: expect.stringMatching(/en\.yaml:\d+: greeting\.named: unknown placeholder \{nmae\}/) as string });
  });
});
