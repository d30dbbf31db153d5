import type { ActionElement, Button, Overflow, Stateful } from "../block-kit/elements.ts";
import type { Confirm } from "../block-kit/interactive.ts";
import { InputView, type Labelled } from "./input-view.tsx";
import { type Scene, safeHref } from "./scene.ts";
import { type Place, clickHref } from "./surface-view.tsx";

const question = (confirm: Confirm | undefined): string | undefined =>
  confirm === undefined ? undefined : `${confirm.title.text}\n\n${confirm.text.text}`;

const ButtonView = ({ scene, place, button }: { scene: Scene; place: Place; button: Button }) => {
  const look = `control ${button.style ?? "plain"}`;
  const href = button.url === undefined ? undefined : safeHref(button.url);
  const asks = question(button.confirm);
  return href === undefined ? (
    <button class={look} type="submit" formaction={clickHref(scene, place)} data-confirm={asks} aria-label={button.accessibility_label}>
      {button.text.text}
    </button>
  ) : (
    <a class={look} href={href} target="_blank" rel="noopener noreferrer" data-submits={clickHref(scene, place)}>{button.text.text}</a>
  );
};

const OverflowView = ({ scene, place, menu }: { scene: Scene; place: Place; menu: Overflow }) => (
  <details class="menu">
    <summary class="control plain" aria-label="More actions">⋯</summary>
    <div class="options">
      {menu.options.map((option, index) => {
        const href = option.url === undefined ? undefined : safeHref(option.url);
        const address = clickHref(scene, place, index);
        const words = <>{option.text.text}{option.description === undefined ? null : <small>{option.description.text}</small>}</>;
        return href === undefined ? (
          <button type="submit" formaction={address} data-confirm={question(menu.confirm)}>{words}</button>
        ) : (
          <a href={href} target="_blank" rel="noopener noreferrer" data-submits={address}>{words}</a>
        );
      })}
    </div>
  </details>
);

const nameOf = (element: Stateful): string =>
  ("placeholder" in element ? element.placeholder?.text : undefined) ?? element.type.replaceAll("_", " ");

/** Something to choose whose choice counts at once. The button is for those without the script, which presses it. */
export const Chooser = ({ scene, place, element, labelled }: { scene: Scene; place: Place; element: Stateful; labelled?: Labelled }) => (
  <span class="chooser">
    <InputView scene={scene} place={place} element={element} labelled={labelled ?? { label: nameOf(element) }} />
    <button class="control plain scriptless" type="submit" formaction={clickHref(scene, place)} data-confirm={question("confirm" in element ? element.confirm : undefined)}>
      Choose
    </button>
  </span>
);

/** Something to click or choose in an `actions` block or beside a section. */
export const ControlView = ({ scene, place, element }: { scene: Scene; place: Place; element: ActionElement }) => {
  if (element.type === "button") return <ButtonView scene={scene} place={place} button={element} />;
  if (element.type === "overflow") return <OverflowView scene={scene} place={place} menu={element} />;
  return <Chooser scene={scene} place={place} element={element} />;
};
