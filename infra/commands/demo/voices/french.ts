import { givenFirst, latin, type Voice } from "./voice.ts";

/** Customers who write French. */
export const french: Voice = {
  given: latin("Camille", "Étienne", "Solène", "Baptiste", "Aurélie", "Yanis", "Margaux", "Thibault", "Nadège", "Loïc"),
  family: latin("Lefèvre", "Rousselot", "Garnier", "Benali", "Chevalier", "Morin", "Delaunay", "Vasseur", "Picard", "Thévenet"),
  fullName: givenFirst,
  remarks: {
    nps: [
      [1, "Prélevés deux fois en octobre, toujours pas remboursés malgré quatre relances. Je ne peux pas recommander ça."],
      [4, "L'interface rame dès qu'on dépasse 50 000 lignes, et c'est notre quotidien."],
      [6, "Bon outil, mais impossible de définir des droits par établissement. On contourne, et ça finira mal."],
      [7, "Rien à redire sur la fiabilité. Il manque une vraie application mobile pour les infirmières de nuit."],
      [8, "Très bien, à un détail près : les dates au format américain dans les exports Excel."],
      [9, "Prise en main immédiate, même par les collègues fâchés avec l'informatique."],
      [10, "On a supprimé onze fichiers Excel partagés. Onze !"],
      [9, "L'équipe support connaît son produit et ça se sent."],
    ],
    csat: [
      [1, "Ticket fermé sans réponse, rouvert, refermé. Le problème est toujours là."],
      [4, "Réponse claire, obtenue dans la matinée."],
      [5, "Problème réglé en visio en dix minutes, merci."],
    ],
    ces: [
      [5, "Assez simple, mais la page d'aide montre encore l'ancien écran."],
      [7, "Connecté du premier coup, sans appeler personne."],
    ],
  },
  outage: [
    [2, "Plus aucun export depuis mercredi matin. Les plannings de garde sont partis avec la version de la semaine dernière."],
    [3, "Panne d'export mercredi, et la page d'état restait au vert. C'est le silence qui m'agace, pas la panne."],
    [5, "Exports en rade presque deux jours. Le reste fonctionne bien, d'où le 5."],
  ],
};
