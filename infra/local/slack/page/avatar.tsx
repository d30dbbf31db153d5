import { APP, type Person } from "../directory.ts";

/** A person's tile: initials on their color, the app's loop, or Slackbot's heart. */
export const Avatar = ({ person, small = false }: { person: Person | undefined; small?: boolean }) => {
  const initials = (person?.name ?? "?").split(" ").map((part) => part.charAt(0)).join("");
  const glyph = person?.id === APP.userId ? "↻" : initials;
  return <span class={`avatar ${person?.handle ?? "nobody"}${small ? " small" : ""}`} aria-hidden="true">{glyph}</span>;
};
