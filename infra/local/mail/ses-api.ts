import { type Context, Hono } from "hono";
import { dropConnection, type NodeBindings, stayListening } from "../http/connection.ts";
import { compose } from "./compose.ts";
import type { MailFaultAnswer } from "./faults.ts";
import type { Mailbox } from "./mailbox.ts";
import { type SendEmailRequest, sendEmailRequest } from "./send-email-request.ts";
import { SesError, badRequest } from "./ses-error.ts";
import type { AfterDelivery } from "./simulator.ts";

type SesContext = Context<{ Bindings: NodeBindings }>;

const parseRequest = (body: string): SendEmailRequest => {
  let sent: unknown;
  try {
    sent = JSON.parse(body);
  } catch (error) {
    throw badRequest(`The body is no JSON: ${String(error)}`);
  }
  const parsed = sendEmailRequest.safeParse(sent);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw badRequest(`${issue?.path.map(String).join(".") ?? "body"}: ${issue?.message ?? "invalid"}`);
};

const answerError = (context: Context, { type, message, status }: SesError): Response =>
  context.json({ message }, status, { "x-amzn-ErrorType": type });

const answerFault = (context: SesContext, answer: MailFaultAnswer): Response | Promise<Response> => {
  switch (answer.kind) {
    case "throttle":
      return answerError(context, new SesError("TooManyRequestsException", "Maximum sending rate exceeded.", 429));
    case "status":
      return context.text("upstream connect error", answer.status);
    case "error":
      return answerError(context, new SesError(answer.type, "Planned", answer.status));
    case "drop":
      return dropConnection(context);
    case "silence":
      return stayListening(context);
  }
};

/**
 * SES v2's `SendEmail`, as `@aws-sdk/client-sesv2` calls it: `POST /v2/email/outbound-emails` below wherever it is
 * mounted, which is the client's `endpoint`. A signature must be there but is not verified: a laptop has no keys.
 * The mail is on disk before it is answered.
 *
 * @param afterDelivery told of each mail that is taken, before the answer
 */
export const sesApi = (mailbox: Mailbox, afterDelivery?: AfterDelivery): Hono<{ Bindings: NodeBindings }> => {
  const api = new Hono<{ Bindings: NodeBindings }>();

  api.post("/v2/email/outbound-emails", async (context) => {
    if (context.req.header("authorization")?.startsWith("AWS4") !== true) {
      throw new SesError("MissingAuthenticationTokenException", "Missing Authentication Token", 403);
    }
    const composed = await compose(parseRequest(await context.req.text()));
    const fault = mailbox.faults.take(composed.to);
    if (fault !== undefined && fault.accepted !== true) return answerFault(context, fault.answer);
    const mail = mailbox.deliver(composed);
    await afterDelivery?.(mail);
    return fault === undefined ? context.json({ MessageId: mail.id }) : answerFault(context, fault.answer);
  });

  api.all("*", (context) => answerError(context, new SesError("UnknownOperationException", "This mailbox only sends", 404)));

  api.onError((error, context) => {
    if (error instanceof SesError) return answerError(context, error);
    throw error;
  });

  return api;
};
