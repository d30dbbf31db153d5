import { describe, expect, test } from "vitest";
import { readKeysCommand } from "../../../infra/commands/support/keys/arguments.ts";

const named = ["create", "--name", "Zapier, marketing", "--source", "zapier"];

describe("what npm run keys understands", () => {
  test("create with and without a rate", () => {
    expect(readKeysCommand([...named, "--scopes", "write,read", "--rate", "50"])).toEqual({
      do: "create",
      name: "Zapier, marketing",
      source: "zapier",
      scopes: ["write", "read"],
      ratePerSecond: 50,
    });
    expect(readKeysCommand([...named, "--scopes", "read, read"])).toMatchObject({ scopes: ["read"] });
  });

  test("list and revoke", () => {
    expect(readKeysCommand(["list"])).toEqual({ do: "list" });
    expect(readKeysCommand(["revoke", "abc"])).toEqual({ do: "revoke", id: "abc" });
  });
});

describe("what it does not understand is answered with the reason and the usage", () => {
  test.each<[string, readonly string[], string]>([
    ["nothing", [], "Say what to do"],
    ["an unknown verb", ["delete"], "There is no 'delete'"],
    ["an unknown option", [...named, "--scopes", "read", "--colour", "red"], "Unknown option '--colour'"],
    ["an option without its value", [...named, "--scopes"], "'--scopes <value>' argument missing"],
    ["a missing option", ["create", "--name", "x", "--scopes", "read"], "--source is missing"],
    ["an empty name", ["create", "--name", "", "--source", "x", "--scopes", "read"], "--name must be"],
    ["a name of two lines", ["create", "--name", "a\nb", "--source", "x", "--scopes", "read"], "--name must be"],
    ["a source with spaces", ["create", "--name", "x", "--source", "a b", "--scopes", "read"], "--source must be"],
    ["an unknown scope", [...named, "--scopes", "write,admin"], "'admin' is not a scope"],
    ["no scope at all", [...named, "--scopes", ""], "'' is not a scope"],
    ["a rate of nothing", [...named, "--scopes", "read", "--rate", "0"], "--rate must be"],
    ["a rate in words", [...named, "--scopes", "read", "--rate", "fast"], "--rate must be"],
    ["a negative rate", [...named, "--scopes", "read", "--rate=-5"], "--rate must be"],
    ["revoke without an id", ["revoke"], "revoke needs the id"],
    ["revoke with two ids", ["revoke", "a", "b"], "'b' is one word too many"],
    ["list with a word", ["list", "all"], "Unexpected argument 'all'"],
  ])("%s", (_, words, reason) => {
    expect(() => readKeysCommand(words)).toThrow(reason);
    expect(() => readKeysCommand(words)).toThrow("Usage:\n  npm run keys -- create");
  });
});
