import { describe } from "vitest";
import { expectCounts } from "./expect-counts.ts";

describe("what the cost model says is what the functions take: with mail", () => {
  expectCounts("on");
});
