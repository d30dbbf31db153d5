/** `npm run doctor`: looks at everything an Afterscore depends on, and says what to do about what is wrong. */
import { runCommand } from "./support/command-error.ts";
import { examine } from "./support/doctor/examine.ts";
import { inLines } from "./support/doctor/finding.ts";

await runCommand(async () => {
  const findings = await examine(process.env);
  console.log(inLines(findings));
  if (findings.some(({ kind }) => kind === "wrong")) process.exitCode = 1;
});
