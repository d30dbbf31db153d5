import type { Child } from "hono/jsx";
import type { Block } from "../block-kit/blocks.ts";
import { type Control, controlsIn, isStateful } from "../block-kit/controls.ts";
import type { Stateful } from "../block-kit/elements.ts";
import { heldBy } from "../block-kit/state.ts";
import { type Scene, placeOf } from "./scene.ts";

/** What a click on this page is about: a message everyone sees, a private one, or a view. */
export type Subject = {
  /** Its name among drafts, and the beginning of every element's id on the page. */
  readonly key: string;
  /** How a form says which it is. */
  readonly fields: Readonly<Record<string, string>>;
};

/** Where an element stands, so that a click can be found again on the server. */
export type Place = { readonly subject: Subject; readonly blockId: string; readonly actionId: string };

/** A field of a form that a person does not see. */
export const Hidden = ({ fields }: { fields: Readonly<Record<string, string>> }) => (
  <>{Object.entries(fields).map(([name, value]) => <input type="hidden" name={name} value={value} />)}</>
);

/** Who acts and where they are: what every form on the pages says. */
export const actingFields = (scene: Scene): Record<string, string> => ({ as: scene.person.id, at: placeOf(scene.here) });

/** The form field of an element, `in/block/action`; what is typed in it is found again by these two ids. */
export const fieldName = ({ blockId, actionId }: Place): string =>
  `in/${encodeURIComponent(blockId)}/${encodeURIComponent(actionId)}`;

/** The id of an element on the page. */
export const elementId = (place: Place): string => `${place.subject.key}/${fieldName(place)}`;

/** Where a button sends its form so that the click counts as one on this element. */
export const clickHref = (scene: Scene, { blockId, actionId }: Place, option?: number): string => {
  const query = new URLSearchParams({ block: blockId, action: actionId, ...(option === undefined ? {} : { option: String(option) }) });
  return `${scene.base}/click?${query.toString()}`;
};

/** What an element holds: what the person chose, else what the app began with. */
export const heldIn = (scene: Scene, place: Place, element: Stateful): readonly string[] => {
  const control: Control & { element: Stateful } = { blockId: place.blockId, actionId: place.actionId, element };
  return heldBy(control, scene.drafts.get(place.subject.key)?.typed ?? {});
};

/** Blocks with something to use stand in one form, so that each click carries what else was chosen; others stand alone. */
export const SurfaceForm = ({ scene, subject, blocks, children }: {
  scene: Scene; subject: Subject; blocks: readonly Block[]; children: Child;
}) => {
  const controls = controlsIn(blocks);
  if (controls.length === 0) return <>{children}</>;
  return (
    <form class="surface" method="post" action={`${scene.base}/click`} data-quiet novalidate>
      <Hidden fields={{ ...actingFields(scene), ...subject.fields }} />
      {controls.some(({ element }) => isStateful(element)) ? <button type="submit" disabled hidden>Enter clicks nothing here</button> : null}
      {children}
    </form>
  );
};
