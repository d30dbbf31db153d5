import { givenFirst, latin, type NamePart, type Voice } from "./voice.ts";

const withStrokes: readonly NamePart[] = [
  ["Pawłowski", "pawlowski"],
  ["Michałek", "michalek"],
];

/** Customers who write Polish. */
export const polish: Voice = {
  given: latin("Agnieszka", "Tomasz", "Karolina", "Grzegorz", "Ewelina", "Bartosz", "Magdalena", "Wojciech"),
  family: [...latin("Kaczmarek", "Zieliński", "Nowicka", "Wróbel", "Sikora", "Jabłecki"), ...withStrokes],
  fullName: givenFirst,
  remarks: {
    nps: [
      [2, "Import zamówień dubluje pozycje, gdy plik ma polskie znaki w nazwie. Zgłaszane w sierpniu, nadal to samo."],
      [5, "Ogólnie w porządku, ale na pomoc techniczną po polsku nie ma co liczyć."],
      [7, "Dobre narzędzie. Brakuje podpisu elektronicznego na dokumentach WZ."],
      [8, "Działa stabilnie, tylko wykresy mogłyby się dać wkleić do prezentacji."],
      [9, "Wdrożenie bez bólu, a magazyn wreszcie widzi to samo co biuro."],
      [10, "Polecam każdemu, kto ma dość Excela."],
    ],
    csat: [
      [5, "Szybko i konkretnie, dziękuję."],
      [2, "Odpowiedź ogólnikowa, problem z fakturą nierozwiązany."],
    ],
    ces: [[7, "Dwie minuty i gotowe."]],
  },
  outage: [[2, "W środę eksport nie działał przez cały dzień. Kierowcy stali na rampie, a my drukowaliśmy listy ręcznie."]],
};
