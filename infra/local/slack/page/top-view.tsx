import { APP, HUMANS, type Person } from "../directory.ts";
import { Avatar } from "./avatar.tsx";
import { type Here, type Scene, hrefOf } from "./scene.ts";
import { nameOf } from "./side-view.tsx";
import { Hidden, actingFields } from "./surface-view.tsx";

/** What is open, in words. */
export const titleOf = ({ here }: Scene): string => (here.kind === "home" ? "Afterscore – Home" : nameOf(here.channel));

const about = ({ here }: Scene): string => {
  if (here.kind === "home") return "for you alone";
  const people = here.channel.members.filter((id) => id !== APP.userId).length;
  return here.channel.archived ? "archived" : `${people} ${people === 1 ? "person" : "people"}`;
};

/** A direct message is one person's own: whoever one becomes sees the first channel instead. */
const hereFor = (scene: Scene, person: Person): Here => {
  const [first] = scene.channels;
  const foreign = scene.here.kind === "channel" && scene.here.channel.kind === "im" && person.id !== scene.person.id;
  return foreign && first !== undefined ? { kind: "channel", channel: first } : scene.here;
};

const AwayControl = ({ scene }: { scene: Scene }) => {
  const away = scene.away.has(scene.person.id);
  return (
    <form method="post" action={`${scene.base}/away`} data-quiet>
      <Hidden fields={{ ...actingFields(scene), away: away ? "no" : "yes" }} />
      <button class="control plain small" type="submit">{away ? "Set yourself back" : "Set yourself away"}</button>
    </form>
  );
};

/** What is open, and whom one acts as. */
export const TopView = ({ scene }: { scene: Scene }) => (
  <>
    <h1>{titleOf(scene)}</h1>
    <span class="quiet">{about(scene)}</span>
    <span class="quiet scriptless"><a href={hrefOf(scene.base, scene.here, scene.person)}>Reload to see what is new</a></span>
    <nav class="people" aria-label="Acting as">
      <span class="quiet">Acting as</span>
      {HUMANS.map((person) => (
        <a
          href={hrefOf(scene.base, hereFor(scene, person), person)}
          title={`Act as ${person.name}${scene.away.has(person.id) ? " (away)" : ""}`}
          aria-label={`Act as ${person.name}${scene.away.has(person.id) ? " (away)" : ""}`}
          aria-current={person.id === scene.person.id ? "true" : undefined}
        >
          <Avatar person={person} small />
          <span class="name">{person.name}</span>
          {scene.away.has(person.id) ? <span>🌴</span> : null}
        </a>
      ))}
      <AwayControl scene={scene} />
    </nav>
  </>
);
