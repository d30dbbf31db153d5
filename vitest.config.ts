import { configDefaults, defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    // Theirs is a deployment of its own: npm run test:deployed. Killing takes its time: npm run crash.
    exclude: [...configDefaults.exclude, "tests/deployed/**", ...(process.env["CRASH"] === undefined ? ["tests/crash/**"] : [])],
    // The engines are real processes and this suite shares two cores with them.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ["default"],
  },
});
