import { Logger } from "@aws-lambda-powertools/logger";
import { $ZodError } from "zod/v4/core";

/**
 * What the operator hears about, one JSON line each: ids and reasons, never what people wrote. An error
 * goes in as text, since an error of the SDK may hold the very item that was to be written.
 */
export function jsonLog(service: string) {
  // Made with the first line: most processes have nothing to say.
  let made: Logger | undefined;
  const logger = () => (made ??= new Logger({ serviceName: service }));
  return {
    info: (event: string, details: Readonly<Record<string, unknown>> = {}) => { logger().info(event, details); },
    warn: (event: string, details: Readonly<Record<string, unknown>> = {}) => { logger().warn(event, details); },
    error: (event: string, error: unknown, details: Readonly<Record<string, unknown>> = {}) => {
      logger().error(event, { ...details, error: described(error) });
    },
  };
}

/** An error by name, message and cause: never the text it was about. */
export function described(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : `, because ${described(error.cause)}`;
  return `${error.name}: ${messageOf(error)}${cause}`;
}

/** What a parser or a schema says may quote what people wrote: of theirs, only what was wrong where. */
function messageOf(error: Error): string {
  if (error instanceof $ZodError) return error.issues.map(({ path, code }) => `/${path.join("/")} ${code}`).join(", ");
  return error instanceof SyntaxError ? "what was to be read is malformed" : error.message;
}
