import type { Block } from "../block-kit/blocks.ts";
import { Chooser } from "./control-view.tsx";
import { InputView, type Labelled } from "./input-view.tsx";
import type { Scene } from "./scene.ts";
import { type Subject, elementId } from "./surface-view.tsx";

const isGroup = (type: string): boolean => type === "checkboxes" || type === "radio_buttons" || type.startsWith("multi_");

/** A labelled input with its hint and what is wrong with it. */
export const FieldView = ({ scene, subject, block, error }: {
  scene: Scene; subject: Subject; block: Extract<Block, { type: "input" }>; error: string | undefined;
}) => {
  const place = { subject, blockId: block.block_id ?? "", actionId: block.element.action_id ?? "" };
  const id = elementId(place);
  const described = [...(block.hint === undefined ? [] : [`${id}/hint`]), ...(error === undefined ? [] : [`${id}/error`])].join(" ");
  const grouped = isGroup(block.element.type);
  const labelled: Labelled = {
    label: grouped ? block.label.text : undefined, describedBy: described === "" ? undefined : described, wrong: error !== undefined,
  };
  const words = <>{block.label.text}{block.optional === true ? <span class="quiet"> (optional)</span> : null}</>;
  return (
    <div class={error === undefined ? "field" : "field wrong"}>
      {grouped ? <span class="label" aria-hidden="true">{words}</span> : <label class="label" for={id}>{words}</label>}
      {block.dispatch_action === true ? (
        <Chooser scene={scene} place={place} element={block.element} labelled={labelled} />
      ) : (
        <InputView scene={scene} place={place} element={block.element} labelled={labelled} />
      )}
      {error === undefined ? null : <p class="error" id={`${id}/error`} role="alert">{error}</p>}
      {block.hint === undefined ? null : <p class="hint" id={`${id}/hint`}>{block.hint.text}</p>}
    </div>
  );
};
