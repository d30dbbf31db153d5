import type { Child } from "hono/jsx";
import type { Stateful } from "../block-kit/elements.ts";
import { type Option, optionsOf } from "../block-kit/options.ts";
import { HUMANS } from "../directory.ts";
import { TextView } from "./inline-view.tsx";
import type { Scene } from "./scene.ts";
import { type Place, elementId, fieldName, heldIn } from "./surface-view.tsx";

/** How an input is named and described to those who cannot see the page. */
export type Labelled = {
  /** Words when there is no `<label>`. */
  readonly label?: string | undefined;
  readonly describedBy?: string | undefined;
  readonly wrong?: boolean | undefined;
};

type Line = { readonly value: string; readonly text: string };
type Props = { readonly scene: Scene; readonly place: Place; readonly labelled: Labelled; readonly held: readonly string[] };

const aria = ({ label, describedBy, wrong }: Labelled): Record<string, string | undefined> => ({
  "aria-label": label, "aria-describedby": describedBy, "aria-invalid": wrong === true ? "true" : undefined,
});

const linesOf = (options: readonly Option[]): Line[] =>
  options.map(({ text, value, description }) => ({ value, text: description === undefined ? text.text : `${text.text} – ${description.text}` }));
const people: Line[] = HUMANS.map(({ id, name }) => ({ value: id, text: name }));
const channelsOf = (scene: Scene): Line[] =>
  scene.channels.filter(({ kind }) => kind === "channel").map(({ id, name }) => ({ value: id, text: `#${name}` }));

const Lines = ({ lines, held }: { lines: readonly Line[]; held: readonly string[] }) => (
  <>{lines.map(({ value, text }) => <option value={value} selected={held.includes(value)}>{text}</option>)}</>
);

const Menu = ({ place, labelled, empty, focus, children }: {
  place: Place; labelled: Labelled; empty: string; focus: boolean | undefined; children: Child;
}) => (
  <select class="input" id={elementId(place)} name={fieldName(place)} autofocus={focus} {...aria(labelled)}>
    <option value="">{empty}</option>
    {children}
  </select>
);

const Choices = ({ scene, place, labelled, held, type, options, focus }: Props & {
  type: "checkbox" | "radio"; options: readonly Option[]; focus: boolean | undefined;
}) => (
  <div class="choices" id={elementId(place)} role={type === "radio" ? "radiogroup" : "group"} {...aria(labelled)}>
    {type === "checkbox" ? <input type="hidden" name={fieldName(place)} value="" /> : null}
    {options.map(({ text, value, description }, index) => (
      <label class="choice">
        <input
          type={type} id={`${elementId(place)}/${index}`} name={fieldName(place)} value={value}
          checked={held.includes(value)} autofocus={focus === true && index === 0}
        />
        <span>
          <TextView scene={scene} text={text} />
          {description === undefined ? null : <small><TextView scene={scene} text={description} /></small>}
        </span>
      </label>
    ))}
  </div>
);

const asOptions = (lines: readonly Line[]): Option[] => lines.map(({ value, text }) => ({ value, text: { type: "plain_text", text } }));

type Field = Extract<Stateful, { type: "plain_text_input" | "email_text_input" | "url_text_input" | "number_input" | "datepicker" | "timepicker" | "datetimepicker" }>;

const KINDS: Readonly<Record<Field["type"], string>> = {
  plain_text_input: "text", email_text_input: "email", url_text_input: "url", number_input: "number",
  datepicker: "date", timepicker: "time", datetimepicker: "datetime-local",
};

const Line = ({ place, labelled, held, element }: Props & { element: Field }) => (
  <input
    class="input" type={KINDS[element.type]} id={elementId(place)} name={fieldName(place)} value={held[0] ?? ""}
    placeholder={"placeholder" in element ? element.placeholder?.text : undefined} autofocus={element.focus_on_load} autocomplete="off"
    step={element.type === "number_input" && element.is_decimal_allowed ? "any" : undefined} {...aria(labelled)}
  />
);

const Several = ({ place, labelled, held, element }: Props & { element: Extract<Stateful, { type: "plain_text_input" }> }) => (
  <textarea
    class="input" id={elementId(place)} name={fieldName(place)} rows={4} placeholder={element.placeholder?.text}
    autofocus={element.focus_on_load} {...aria(labelled)}
  >
    {held[0] ?? ""}
  </textarea>
);

/** Something to type into or choose from, as a plain form field. */
export const InputView = ({ scene, place, element, labelled }: { scene: Scene; place: Place; element: Stateful; labelled: Labelled }) => {
  const props: Props = { scene, place, labelled, held: heldIn(scene, place, element) };
  const { held } = props;
  const focus = element.focus_on_load;
  const menu = (empty: string, children: Child) => <Menu place={place} labelled={labelled} focus={focus} empty={empty}>{children}</Menu>;
  switch (element.type) {
    case "plain_text_input":
      return element.multiline === true ? <Several {...props} element={element} /> : <Line {...props} element={element} />;
    case "email_text_input":
    case "url_text_input":
    case "number_input":
    case "datepicker":
    case "timepicker":
    case "datetimepicker":
      return <Line {...props} element={element} />;
    case "static_select":
      return menu(element.placeholder?.text ?? "Select an option", element.option_groups === undefined ? (
        <Lines lines={linesOf(optionsOf(element))} held={held} />
      ) : (
        element.option_groups.map((group) => (
          <optgroup label={group.label.text}><Lines lines={linesOf(group.options)} held={held} /></optgroup>
        ))
      ));
    case "users_select":
      return menu(element.placeholder?.text ?? "Select a person", <Lines lines={people} held={held} />);
    case "channels_select":
    case "conversations_select":
      return menu(element.placeholder?.text ?? "Select a channel", <Lines lines={channelsOf(scene)} held={held} />);
    case "multi_static_select":
      return <Choices {...props} type="checkbox" options={optionsOf(element)} focus={focus} />;
    case "multi_users_select":
      return <Choices {...props} type="checkbox" options={asOptions(people)} focus={focus} />;
    case "checkboxes":
      return <Choices {...props} type="checkbox" options={element.options} focus={focus} />;
    case "radio_buttons":
      return <Choices {...props} type="radio" options={element.options} focus={focus} />;
  }
};
