/**
 * Somebody who answers in a run. All that is personal of them is made up and like nothing else there is, so
 * that it is found again wherever it stands.
 */
export type Person = {
  /** How the story calls them; stands nowhere in what they send. */
  readonly nick: string;
  readonly id: string;
  /** Who has none is known by the id alone. */
  readonly email?: string;
  readonly name: string;
  readonly phone: string;
  /** Who says none is where the policy says. */
  readonly timeZone?: string;
};

/** Who answers. */
export const people: readonly [Person, ...Person[]] = [
  { nick: "lin", id: "u-3f81", email: "lin.quillfeather@example.com", name: "Lin Quillfeather", phone: "+49305550142" },
  { nick: "omar", id: "u-7c02", email: "omar.brackenbury@example.com", name: "Omar Brackenbury", phone: "+20225550187", timeZone: "Asia/Kathmandu" },
  { nick: "ada", id: "u-a95d", email: "ada.wrenthorpe@example.com", name: "Ada Wrenthorpe", phone: "+442079460134" },
  { nick: "noor", id: "u-e6b4", name: "Noor Saltmarsh", phone: "+31205550119" },
];

/** What of a person is found again, in small letters: the family name stands in the address too. */
function marksOf({ id, name, phone }: Person): readonly string[] {
  return [id, (name.split(" ").at(-1) ?? name).toLowerCase(), phone];
}

/** Whose personal data stands in a text. */
export function peopleIn(text: string): readonly Person[] {
  const inSmall = text.toLowerCase();
  return people.filter((person) => marksOf(person).some((mark) => inSmall.includes(mark)));
}
