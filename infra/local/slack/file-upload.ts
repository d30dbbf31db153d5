import type { Context } from "hono";
import type { Workspace } from "./slack-workspace.ts";

const bytesIn = async (context: Context): Promise<Uint8Array> => {
  const isForm = context.req.header("content-type")?.startsWith("multipart/form-data") === true;
  if (!isForm) return new Uint8Array(await context.req.arrayBuffer());
  const [part] = [...(await context.req.formData()).values()].filter((value) => typeof value !== "string");
  return new Uint8Array((await part?.arrayBuffer()) ?? new ArrayBuffer(0));
};

/** `POST …/upload/v1/:ticket`: a file's bytes, raw or in a form. Who has the ticket may bring them; no token is asked for, as in Slack. */
export const takeUpload = async (workspace: Workspace, context: Context): Promise<Response> => {
  const file = workspace.files.byTicket(context.req.param("ticket") ?? "");
  if (file === undefined || file.completed !== undefined) return context.text("no such upload", 404);
  const bytes = await bytesIn(context);
  if (bytes.length !== file.length) return context.text(`announced were ${file.length} bytes, and ${bytes.length} came`, 400);
  workspace.files.fill(file.id, bytes);
  return context.text(`OK - ${bytes.length}`);
};
