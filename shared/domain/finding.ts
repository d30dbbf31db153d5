/** What a look at something found: that it is well, what could be had besides, or what is wrong and what to do. One line. */
export type Finding = { readonly kind: "ok" | "hint" | "wrong"; readonly text: string };

/** Everything that was found, and when; `at` is ISO 8601, UTC. */
export type Examination = { readonly at: string; readonly findings: readonly Finding[] };
