import { givenFirst, latin, type Voice } from "./voice.ts";

/** Customers who write Brazilian Portuguese. */
export const portuguese: Voice = {
  given: latin("Thaís", "Caio", "Jéssica", "Renato", "Larissa", "Vinícius", "Beatriz", "Otávio", "Priscila", "Murilo"),
  family: latin("Figueiredo", "Nogueira", "Assunção", "Teixeira", "Barreto", "Lacerda", "Queiroz", "Pacheco", "Moura", "Tavares"),
  fullName: givenFirst,
  remarks: {
    nps: [
      [2, "O relatório fiscal trouxe o CNPJ errado em 37 notas. Tivemos que reemitir tudo na mão."],
      [5, "Bom, mas lento demais depois das 14h. Parece que todo mundo entra junto."],
      [6, "O suporte é simpático, só que o retorno nunca vem no prazo combinado."],
      [7, "Gosto bastante. Falta integração com o nosso banco para chegar no 9."],
      [8, "Ótima ferramenta, o treinamento em vídeo poderia ser em português."],
      [9, "Reduzimos o retrabalho na fábrica pela metade em três meses."],
      [10, "Melhor decisão do ano. Até o pessoal do chão de fábrica elogia!"],
      [10, "Atendimento nota dez, literalmente."],
    ],
    csat: [
      [1, "Fiquei quarenta minutos no chat e caiu. Ninguém retornou."],
      [5, "Resolveram antes de eu terminar de explicar."],
      [4, "Boa ajuda, obrigado!"],
    ],
    ces: [
      [3, "Deu certo, mas só com a ajuda do meu sobrinho que é programador."],
      [7, "Muito fácil, nem precisei do manual."],
    ],
  },
  outage: [],
};
