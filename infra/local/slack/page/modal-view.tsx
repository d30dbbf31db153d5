import * as z from "zod";
import { BOT } from "../directory.ts";
import type { View } from "../store/views.ts";
import { viewBlocks, viewSubject } from "../to-app/payload.ts";
import { Avatar } from "./avatar.tsx";
import { BlockView } from "./block-view.tsx";
import type { Scene } from "./scene.ts";
import { Hidden, type Subject, actingFields } from "./surface-view.tsx";

const words = z.object({ text: z.string() });
const shown = z.object({ title: words, submit: words.optional(), close: words.optional() });

/** What Slack says when an app cannot be asked. */
const TROUBLE = "We had some trouble connecting. Try again?";

const Trouble = ({ detail }: { detail: string }) => (
  <p class="trouble" role="alert">
    <b>{TROUBLE}</b> <small>{detail}</small>
  </p>
);

/** A person's topmost modal, over everything but the choice of whom one acts as. */
export const ModalView = ({ scene, view }: { scene: Scene; view: View }) => {
  const { title, submit, close } = shown.parse(view.sent);
  const subject: Subject = { key: viewSubject(view), fields: { kind: "view", id: view.id } };
  const draft = scene.drafts.get(subject.key);
  const errors = draft?.errors?.hash === view.hash ? draft.errors.byBlock : {};
  return (
    <dialog class="modal" open aria-modal="true" aria-labelledby="modal-title" data-view={view.id}>
      <form method="post" action={`${scene.base}/submit`} data-quiet novalidate>
        <Hidden fields={{ ...actingFields(scene), ...subject.fields }} />
        <button type="submit" hidden disabled={submit === undefined}>Enter submits</button>
        <header>
          <Avatar person={BOT} small />
          <h2 id="modal-title">{title.text}</h2>
          <button class="cross" type="submit" formaction={`${scene.base}/close?all=1`} aria-label="Close">✕</button>
        </header>
        <div class="modal-body">
          {draft?.trouble === undefined ? null : <Trouble detail={draft.trouble} />}
          {viewBlocks(view).map((block) => <BlockView scene={scene} subject={subject} block={block} error={errors[block.block_id ?? ""]} />)}
        </div>
        <footer>
          <button class="control plain" type="submit" formaction={`${scene.base}/close`} data-closes>{close?.text ?? (submit === undefined ? "Close" : "Cancel")}</button>
          {submit === undefined ? null : <button class="control primary" type="submit">{submit.text}</button>}
        </footer>
      </form>
    </dialog>
  );
};
