import { domainToASCII } from "node:url";

/** RFC 2047: the longest an encoded word may be. */
const longestWord = 75;
const wordFrame = "=?UTF-8?B??=".length;

/**
 * A display name and address as one header value. A name that is not plain ASCII is encoded
 * (RFC 2047), any other is quoted, so that a comma or an address in it stays part of the name.
 */
export function mailbox(name: string, email: string): string {
  const shown = oneLine(name);
  if (shown === "") return email;
  const display = /^[ -~]*$/.test(shown) ? `"${shown.replace(/["\\]/g, "\\$&")}"` : encodedWords(shown);
  return `${display} <${email}>`;
}

function encodedWords(text: string): string {
  const room = Math.floor((longestWord - wordFrame) / 4) * 3;
  const words: string[] = [""];
  for (const character of text) {
    const longer = (words.at(-1) ?? "") + character;
    if (Buffer.byteLength(longer) <= room) words[words.length - 1] = longer;
    else words.push(character);
  }
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString("base64")}?=`).join(" ");
}

/** Text that cannot end a header: breaks and controls become spaces. */
export function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();
}

/**
 * An address as SES takes it, with an international domain in its ASCII form; undefined when it
 * cannot be mailed (SES takes no letters beyond ASCII before the @).
 */
export function asciiAddress(email: string): string | undefined {
  const at = email.lastIndexOf("@");
  const domain = domainToASCII(email.slice(at + 1));
  const address = `${email.slice(0, at)}@${domain}`;
  return at > 0 && domain !== "" && /^[!-~]+$/.test(address) && !/[<>,;:"()[\]\\]/.test(address) ? address : undefined;
}

/** Whether a header of our own can be sent as it is (limits of `MessageHeader` in SES's API). */
export function isHeader(name: string, value: string): boolean {
  return /^[!-9;-~]{1,126}$/.test(name) && /^[ -~]{1,995}$/.test(value);
}
