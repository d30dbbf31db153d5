import { givenFirst, latin, type NamePart, type Voice } from "./voice.ts";

const withParticles: readonly NamePart[] = [
  ["van Dongen", "vandongen"],
  ["de Wit", "dewit"],
];

/** Customers who write Dutch. */
export const dutch: Voice = {
  given: latin("Sanne", "Joost", "Marloes", "Bram", "Femke", "Thijs", "Anouk", "Ruben"),
  family: [...latin("Bakker", "Hoekstra", "Smeets", "Vermeulen", "Dijkstra", "Postma"), ...withParticles],
  fullName: givenFirst,
  remarks: {
    nps: [
      [3, "Op veilingdagen (maandag!) valt de koppeling er steevast uit. Precies wanneer we hem nodig hebben."],
      [6, "Prima tool, maar de prijs ging met 18 % omhoog zonder dat er iets bij kwam."],
      [7, "Doet wat het moet doen. Filters opslaan per gebruiker zou een hoop schelen."],
      [9, "Scheelt ons elke ochtend een uur bellen met de kwekers."],
      [10, "Overzichtelijk en snel, ook op een oude laptop in de kas."],
    ],
    csat: [[5, "Binnen een kwartier opgelost, top."]],
    ces: [[6, "Goed te doen, alleen de rechten in de database waren even zoeken."]],
  },
  outage: [[3, "Woensdag geen enkele export gelukt. De klokverkoop moest met de hand, als vroeger."]],
};
