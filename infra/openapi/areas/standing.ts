import * as z from "zod";
import type { Area } from "../area.ts";

/** `GET /healthz`, and the API about itself. */
export const standing: Area = {
  name: "About itself",
  description: "What needs no key.",
  answers: {
    Health: { schema: z.strictObject({ ok: z.literal(true) }), words: { "": "The store answers.", ok: "Always true." } },
    Description: { schema: z.looseObject({ openapi: z.string() }), words: { "": "An OpenAPI document: this one.", openapi: "The version of OpenAPI." } },
    Page: { schema: z.string(), words: { "": "HTML." } },
  },
  operations: [
    {
      method: "get",
      path: "/healthz",
      id: "getHealth",
      summary: "Ask whether the store answers",
      answers: { 200: { description: "It does.", schema: "Health" } },
      examples: { well: { summary: "All is well", answer: { ok: true } } },
    },
    {
      method: "get",
      path: "/openapi.json",
      id: "getDescription",
      summary: "Read this document",
      answers: { 200: { description: "OpenAPI 3.1 of this API, made from the schemas that validate.", schema: "Description" } },
      examples: { whole: { summary: "The whole of it" } },
    },
    {
      method: "get",
      path: "/docs",
      id: "getDocs",
      summary: "Read it as a page",
      answers: { 200: { description: "A page that needs nothing from elsewhere, and no script.", schema: "Page", mediaType: "text/html" } },
      examples: { whole: { summary: "The whole of it" } },
    },
  ],
};
