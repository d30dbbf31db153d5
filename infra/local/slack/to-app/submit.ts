import * as z from "zod";
import { complaint } from "../block-kit/complaint.ts";
import { controlsIn, isStateful } from "../block-kit/controls.ts";
import { type Typed, heldBy } from "../block-kit/state.ts";
import type { Person } from "../directory.ts";
import { Refusal } from "../refusal.ts";
import type { Workspace } from "../slack-workspace.ts";
import type { View } from "../store/views.ts";
import { type Addresses, asPayload, deliver, troubleOf } from "./deliver.ts";
import { actorJson, filledView, viewBlocks, viewSubject } from "./payload.ts";

/** What an app may answer to a submission (docs.slack.dev/surfaces/modals). */
const answer = z.discriminatedUnion("response_action", [
  z.object({ response_action: z.literal("errors"), errors: z.record(z.string(), z.string()) }),
  z.object({ response_action: z.literal("update"), view: z.unknown() }),
  z.object({ response_action: z.literal("push"), view: z.unknown() }),
  z.object({ response_action: z.literal("clear") }),
]);

type Errors = Readonly<Record<string, string>>;

const complaints = (view: View, typed: Typed): Errors =>
  Object.fromEntries(
    controlsIn(viewBlocks(view)).flatMap(({ input, element, ...control }) => {
      if (input === undefined || !isStateful(element)) return [];
      const says = complaint(input, heldBy({ ...control, element }, typed));
      return says === undefined ? [] : [[control.blockId, says]];
    }),
  );

const read = (body: string): z.infer<typeof answer> | undefined => {
  if (body.trim() === "") return undefined;
  try {
    return answer.parse(JSON.parse(body));
  } catch (error) {
    throw new Refusal("invalid_response", [String(error)]);
  }
};

const showErrors = (workspace: Workspace, view: View, errors: Errors): void => {
  const inputs = new Set(controlsIn(viewBlocks(view)).flatMap(({ input, blockId }) => (input === undefined ? [] : [blockId])));
  const astray = Object.keys(errors).filter((block) => !inputs.has(block));
  if (astray.length > 0) throw new Refusal("invalid_errors", [`no input block ${astray.join(", ")}`]);
  // The app may have updated the view meanwhile, and what it says is about the view as it is now.
  const { hash } = workspace.views.find(view.id) ?? view;
  workspace.drafts.object(view.person, viewSubject(view), { errors: { hash, byBlock: { ...errors } } });
};

const obey = (workspace: Workspace, view: View, body: string): void => {
  const said = read(body);
  if (said === undefined) {
    workspace.views.close(view.id);
    workspace.drafts.drop(view.person, viewSubject(view));
    return;
  }
  switch (said.response_action) {
    case "errors":
      showErrors(workspace, view, said.errors);
      return;
    case "update":
      workspace.views.update({ viewId: view.id }, said.view);
      return;
    case "push":
      workspace.views.push(view.person, said.view);
      return;
    case "clear":
      for (const open of workspace.views.stackOf(view.person)) workspace.drafts.drop(view.person, viewSubject(open));
      workspace.views.clear(view.person);
  }
};

/**
 * Submits a modal: what Slack itself objects to is said beside the inputs; else the app gets a `view_submission` and
 * its answer is obeyed. What was typed stays until the modal closes, also when the app is slow, fails, or answers
 * what cannot be obeyed.
 */
export const submitView = async (workspace: Workspace, person: Person, view: View, typed: Typed, to: Addresses): Promise<void> => {
  const subject = viewSubject(view);
  const draft = workspace.drafts.type(person.id, subject, typed);
  const errors = complaints(view, draft.typed);
  if (Object.keys(errors).length > 0) {
    showErrors(workspace, view, errors);
    return;
  }
  const payload = {
    type: "view_submission", ...actorJson(person), trigger_id: workspace.grants.issueTrigger(person.id),
    view: filledView(workspace, view), response_urls: [],
  };
  const reception = await deliver(workspace, asPayload(payload), to.interactionsUrl);
  const trouble = troubleOf(reception);
  if (trouble !== undefined) workspace.drafts.object(person.id, subject, { trouble });
  if (reception.kind !== "answered") return;
  try {
    obey(workspace, view, reception.body);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    workspace.drafts.object(person.id, subject, { trouble: `Its answer cannot be obeyed: ${error.message}` });
  }
};
