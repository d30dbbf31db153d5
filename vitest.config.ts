import { configDefaults, defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    // Theirs is a deployment of its own: npm run test:deployed.
    exclude: [...configDefaults.exclude, "tests/deployed/**"],
    // The engines are real processes and this suite shares two cores with them.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ["default"],
  },
});
