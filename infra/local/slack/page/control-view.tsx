import type { Child } from "hono/jsx";
import type { ActionElement, Button, Overflow } from "../block-kit/elements.ts";
import { type Scene, safeHref } from "./scene.ts";

/** What a click on this page is about: a message everyone sees, or a private one. */
export type Subject = { readonly kind: "message" | "notice"; readonly id: string };

/** Where an element stands, so that a click can be found again on the server. */
export type Place = { readonly subject: Subject; readonly blockId: string; readonly element: number };

type Confirm = NonNullable<Button["confirm"]>;

const question = (confirm: Confirm | undefined): string | undefined =>
  confirm === undefined ? undefined : `${confirm.title.text}\n\n${confirm.text.text}`;

const ClickForm = ({ scene, place, option, confirm, children }: {
  scene: Scene; place: Place; option?: number; confirm: Confirm | undefined; children: Child;
}) => (
  <form method="post" action={`${scene.base}/click`} data-quiet data-confirm={question(confirm)}>
    <input type="hidden" name="as" value={scene.person.id} />
    <input type="hidden" name="channel" value={scene.channel.id} />
    <input type="hidden" name="kind" value={place.subject.kind} />
    <input type="hidden" name="id" value={place.subject.id} />
    <input type="hidden" name="block" value={place.blockId} />
    <input type="hidden" name="element" value={String(place.element)} />
    {option === undefined ? null : <input type="hidden" name="option" value={String(option)} />}
    {children}
  </form>
);

const ButtonView = ({ scene, place, button }: { scene: Scene; place: Place; button: Button }) => {
  const look = `control ${button.style ?? "plain"}`;
  const href = button.url === undefined ? undefined : safeHref(button.url);
  return (
    <ClickForm scene={scene} place={place} confirm={button.confirm}>
      {href === undefined ? (
        <button class={look} type="submit" aria-label={button.accessibility_label}>{button.text.text}</button>
      ) : (
        <a class={look} href={href} target="_blank" rel="noopener noreferrer" data-submits>{button.text.text}</a>
      )}
    </ClickForm>
  );
};

const OverflowView = ({ scene, place, menu }: { scene: Scene; place: Place; menu: Overflow }) => (
  <details class="menu">
    <summary class="control plain" aria-label="More actions">⋯</summary>
    <div class="options">
      {menu.options.map((option, index) => (
        <ClickForm scene={scene} place={place} option={index} confirm={menu.confirm}>
          <button type="submit">
            {option.text.text}
            {option.description === undefined ? null : <small>{option.description.text}</small>}
          </button>
        </ClickForm>
      ))}
    </div>
  </details>
);

const labelOf = (element: Exclude<ActionElement, Button | Overflow>): string => {
  const placeholder = "placeholder" in element ? element.placeholder?.text : undefined;
  return placeholder ?? element.type.replaceAll("_", " ");
};

/** Something to click. Menus of people, dates and the like are drawn but cannot be used on this page. */
export const ControlView = ({ scene, place, element }: { scene: Scene; place: Place; element: ActionElement }) => {
  if (element.type === "button") return <ButtonView scene={scene} place={place} button={element} />;
  if (element.type === "overflow") return <OverflowView scene={scene} place={place} menu={element} />;
  return <span class="control unused" title="Not usable in the local workspace">{labelOf(element)} ▾</span>;
};
