import tseslint from "typescript-eslint";

/** Assertions belong to codecs (bytes to types, at the edge of the house) and to tests. */
const noAssertions = { "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }] };

export default tseslint.config(
  { ignores: ["node_modules", "coverage", "cdk.out", "dist", ".afterscore"] },
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      ...noAssertions,
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: false }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/consistent-type-definitions": "off",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/dot-notation": "off",
      // Its replacement, @hono/aws-lambda, is not published yet.
      "@typescript-eslint/no-deprecated": ["error", { allow: [{ from: "package", name: "handle", package: "hono" }] }],
      "no-restricted-syntax": ["error", { selector: "ExportDefaultDeclaration", message: "A default export has no name of its own." }],
      "no-console": "error",
      "no-restricted-properties": [
        "error",
        { object: "process", property: "env", message: "Environment is read in handler.ts and infra only." },
      ],
      eqeqeq: "error",
    },
  },
  {
    files: ["functions/*/handler.ts", "infra/**/*.ts", "tests/**/*.ts"],
    rules: { "no-restricted-properties": "off" },
  },
  { files: ["infra/**/*.ts", "shared/runtime/log.ts"], rules: { "no-console": "off" } },
  { files: ["*.config.ts"], rules: { "no-restricted-syntax": "off" } },
  {
    files: ["tests/**/*.ts", "**/codec.ts", "**/*-codec.ts"],
    rules: {
      "@typescript-eslint/consistent-type-assertions": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
    },
  },
  {
    // CloudFormation templates have as many shapes as AWS has services; nobody types them.
    files: ["tests/infra/stack/*.ts"],
    rules: {
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/no-dynamic-delete": "off",
    },
  },
);
