import { givenFirst, latin, type NamePart, type Voice } from "./voice.ts";

const withUmlauts: readonly NamePart[] = [
  ["Jürgen", "juergen"],
  ["Björn", "bjoern"],
];

/** Customers who write German. */
export const german: Voice = {
  given: [...latin("Katrin", "Stefan", "Annika", "Holger", "Miriam", "Tobias", "Ulrike", "Fabian", "Petra", "Lennart"), ...withUmlauts],
  family: [...latin("Vogel", "Hartmann", "Reinhardt", "Lorenz", "Seidel", "Brandl", "Ziegler", "Peters", "Wagner", "Haas"), ["Krüger", "krueger"], ["Schäfer", "schaefer"]],
  fullName: givenFirst,
  remarks: {
    nps: [
      [2, "Seit dem letzten Update fehlen in der Stücklisten-Auswertung Positionen. Wir merken es erst, wenn die Produktion anruft."],
      [4, "Die deutsche Oberfläche ist halb englisch, und im PDF werden Umlaute zu Fragezeichen. Das kann ich keinem Kunden schicken."],
      [6, "Fachlich gut, aber die Rechnungen passen nie zur Anzahl der Lizenzen. Unsere Buchhaltung verzweifelt."],
      [7, "Macht, was es soll. Für eine 9 fehlt uns eine Freigabe mit Vier-Augen-Prinzip."],
      [8, "Sehr zufrieden, nur die Suche findet Artikelnummern mit Bindestrich nicht."],
      [9, "Einführung in zwei Wochen statt der geplanten acht. Selbst der Betriebsrat war angetan."],
      [10, "Endlich sehen Werk und Vertrieb dieselben Zahlen. Möchte ich nicht mehr missen."],
      [9, "Datenschutzfragen wurden am selben Tag beantwortet, mit Unterlagen. Vorbildlich."],
      [10, "Läuft seit 14 Monaten ohne einen einzigen Ausfall bei uns."],
    ],
    csat: [
      [2, "Die Antwort kam nach fünf Tagen und auf Englisch, obwohl ich auf Deutsch gefragt hatte."],
      [5, "Schnell, freundlich, gelöst. Danke ans ganze Team!"],
      [4, "Gute Hilfe, nur der Rückruf kam etwas später als zugesagt."],
    ],
    ces: [
      [2, "Die SAP-Anbindung ging erst, als unser Dienstleister einen Tag lang daran saß."],
      [6, "Anleitung befolgt, lief. So soll es sein."],
    ],
  },
  outage: [
    [1, "Export seit Mittwoch früh tot, Hotline nicht erreichbar. Unsere Meldung ans Finanzamt konnten wir nur mit Mühe retten."],
    [3, "Der Exportausfall hat uns eine komplette Schicht gekostet. Warum erfährt man das nicht von Ihnen?"],
    [4, "Exporte brachen am Mittwoch immer bei 99 % ab. Der vierte Versuch hat dann doppelte Zeilen geliefert."],
    [5, "Am Mittwoch ging kein Export mehr. Sonst sind wir zufrieden, aber das war einfach zu lange."],
  ],
};
