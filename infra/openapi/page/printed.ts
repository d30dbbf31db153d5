import type { Json } from "../../../shared/domain/canonical-json.ts";

/** What still stands on one line; characters. */
const widest = 64;

/** JSON as it is read easily: what is short stands on one line. */
export function printed(value: Json, indent = ""): string {
  const whole = onOneLine(value);
  if (indent.length + whole.length <= widest || typeof value !== "object" || value === null) return whole;
  const deeper = `${indent}  `;
  const [open, close] = isList(value) ? ["[", "]"] : ["{", "}"];
  const members = isList(value) ? value.map((member) => printed(member, deeper)) : Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${printed(member, deeper)}`);
  return `${open}\n${members.map((member) => `${deeper}${member}`).join(",\n")}\n${indent}${close}`;
}

function onOneLine(value: Json): string {
  if (isList(value)) return value.length === 0 ? "[]" : `[${value.map(onOneLine).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${onOneLine(member)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
