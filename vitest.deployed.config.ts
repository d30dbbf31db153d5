import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/deployed/**/*.test.ts"],
    // They share one deployment and mostly wait for it, one of them for a minute: all at once.
    maxWorkers: 8,
    pool: "threads",
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
