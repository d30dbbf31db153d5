import type { Language } from "./voices.ts";

/** Where an account is served from; `attributes.region` of its responses. */
export type Region = "americas" | "emea" | "apac";

/** A customer of the demo's company. */
export type DemoAccount = {
  readonly id: string;
  readonly name: string;
  readonly language: Language;
  /** What its people's browsers say. */
  readonly locale: string;
  readonly timeZone: string;
  readonly region: Region;
  readonly plan: "Starter" | "Growth" | "Scale" | "Enterprise";
  readonly mrr: number;
  /** JPY has no rate in the default policy: its cards say so instead of guessing. */
  readonly currency: "USD" | "EUR" | "GBP" | "JPY";
  /** Month and day of the yearly renewal, spread over the year so that some are always near. */
  readonly renewal: string;
  /** The CSM; all three are members of the local Slack workspace. */
  readonly owner?: { readonly name: string; readonly email: string };
  readonly seats: number;
};

const mia = { name: "Mia Chen", email: "mia@us.example" };
const jonas = { name: "Jonas Weber", email: "jonas@us.example" };
const priya = { name: "Priya Nair", email: "priya@us.example" };

/** The accounts, from a studio of nine to an insurer of thousands. */
export const accounts: readonly DemoAccount[] = [
  { id: "northwind-freight", name: "Northwind Freight", language: "en", locale: "en-US", timeZone: "America/Chicago", region: "americas", plan: "Scale", mrr: 4200, currency: "USD", renewal: "01-15", owner: mia, seats: 140 },
  { id: "halvorsen-pike", name: "Halvorsen & Pike", language: "en", locale: "en-US", timeZone: "America/New_York", region: "americas", plan: "Growth", mrr: 640, currency: "USD", renewal: "02-01", owner: mia, seats: 32 },
  { id: "brightwater-health", name: "Brightwater Health", language: "en", locale: "en-US", timeZone: "America/Los_Angeles", region: "americas", plan: "Enterprise", mrr: 12_800, currency: "USD", renewal: "12-10", owner: mia, seats: 610 },
  { id: "cedar-ridge", name: "Cedar Ridge Credit Union", language: "en", locale: "en-US", timeZone: "America/Denver", region: "americas", plan: "Growth", mrr: 890, currency: "USD", renewal: "03-10", owner: mia, seats: 45 },
  { id: "tallgrass", name: "Tallgrass Studios", language: "en", locale: "en-CA", timeZone: "America/Toronto", region: "americas", plan: "Starter", mrr: 120, currency: "USD", renewal: "03-22", seats: 9 },
  { id: "kestrel-mutual", name: "Kestrel Mutual", language: "en", locale: "en-GB", timeZone: "Europe/London", region: "emea", plan: "Enterprise", mrr: 9600, currency: "GBP", renewal: "04-05", owner: jonas, seats: 480 },
  { id: "penrose-housing", name: "Penrose Housing Association", language: "en", locale: "en-GB", timeZone: "Europe/London", region: "emea", plan: "Growth", mrr: 720, currency: "GBP", renewal: "04-18", owner: jonas, seats: 38 },
  { id: "harbourline", name: "Harbourline Ferries", language: "en", locale: "en-AU", timeZone: "Australia/Sydney", region: "apac", plan: "Scale", mrr: 2600, currency: "USD", renewal: "05-02", owner: priya, seats: 95 },
  { id: "lindenhof", name: "Lindenhof Maschinenbau", language: "de", locale: "de-DE", timeZone: "Europe/Berlin", region: "emea", plan: "Scale", mrr: 3400, currency: "EUR", renewal: "12-31", owner: jonas, seats: 120 },
  { id: "kornblum", name: "Kornblum Versand", language: "de", locale: "de-DE", timeZone: "Europe/Berlin", region: "emea", plan: "Growth", mrr: 780, currency: "EUR", renewal: "05-28", owner: jonas, seats: 40 },
  { id: "alpstein", name: "Alpstein Treuhand", language: "de", locale: "de-CH", timeZone: "Europe/Zurich", region: "emea", plan: "Scale", mrr: 2100, currency: "EUR", renewal: "06-10", owner: jonas, seats: 70 },
  { id: "atelier-marceau", name: "Atelier Marceau", language: "fr", locale: "fr-FR", timeZone: "Europe/Paris", region: "emea", plan: "Growth", mrr: 540, currency: "EUR", renewal: "06-24", owner: jonas, seats: 26 },
  { id: "clinique-tilleuls", name: "Clinique des Tilleuls", language: "fr", locale: "fr-FR", timeZone: "Europe/Paris", region: "emea", plan: "Scale", mrr: 2300, currency: "EUR", renewal: "07-07", seats: 85 },
  { id: "grupo-almenara", name: "Grupo Almenara", language: "es", locale: "es-ES", timeZone: "Europe/Madrid", region: "emea", plan: "Scale", mrr: 2900, currency: "EUR", renewal: "07-21", owner: jonas, seats: 110 },
  { id: "cafetales-del-sur", name: "Cafetales del Sur", language: "es", locale: "es-CO", timeZone: "America/Bogota", region: "americas", plan: "Growth", mrr: 480, currency: "USD", renewal: "08-03", owner: mia, seats: 24 },
  { id: "vila-aurora", name: "Vila Aurora Alimentos", language: "pt", locale: "pt-BR", timeZone: "America/Sao_Paulo", region: "americas", plan: "Scale", mrr: 1900, currency: "USD", renewal: "08-17", owner: mia, seats: 88 },
  { id: "ponte-nova", name: "Ponte Nova Seguros", language: "pt", locale: "pt-BR", timeZone: "America/Sao_Paulo", region: "americas", plan: "Growth", mrr: 650, currency: "USD", renewal: "08-31", seats: 30 },
  { id: "van-der-meij", name: "Van der Meij Bloemen", language: "nl", locale: "nl-NL", timeZone: "Europe/Amsterdam", region: "emea", plan: "Growth", mrr: 590, currency: "EUR", renewal: "09-14", owner: jonas, seats: 28 },
  { id: "mlyn-polnocny", name: "Młyn Północny", language: "pl", locale: "pl-PL", timeZone: "Europe/Warsaw", region: "emea", plan: "Growth", mrr: 450, currency: "EUR", renewal: "09-28", owner: jonas, seats: 35 },
  { id: "zoria-agro", name: "Зоря Агро", language: "uk", locale: "uk-UA", timeZone: "Europe/Kyiv", region: "emea", plan: "Growth", mrr: 380, currency: "EUR", renewal: "10-11", owner: jonas, seats: 33 },
  { id: "nagisa-seiki", name: "渚精機株式会社", language: "ja", locale: "ja-JP", timeZone: "Asia/Tokyo", region: "apac", plan: "Enterprise", mrr: 1_450_000, currency: "JPY", renewal: "03-31", owner: priya, seats: 260 },
  { id: "aoba-foods", name: "青葉フーズ", language: "ja", locale: "ja-JP", timeZone: "Asia/Tokyo", region: "apac", plan: "Growth", mrr: 98_000, currency: "JPY", renewal: "10-25", owner: priya, seats: 42 },
  { id: "lanhai", name: "蓝海物流", language: "zh", locale: "zh-CN", timeZone: "Asia/Shanghai", region: "apac", plan: "Scale", mrr: 2000, currency: "USD", renewal: "01-02", owner: priya, seats: 76 },
  { id: "qingfeng", name: "清枫教育", language: "zh", locale: "zh-CN", timeZone: "Asia/Shanghai", region: "apac", plan: "Starter", mrr: 160, currency: "USD", renewal: "11-08", owner: priya, seats: 14 },
  { id: "haneul", name: "하늘커머스", language: "ko", locale: "ko-KR", timeZone: "Asia/Seoul", region: "apac", plan: "Growth", mrr: 860, currency: "USD", renewal: "11-20", owner: priya, seats: 37 },
  { id: "noor-alkhaleej", name: "نور الخليج للتجارة", language: "ar", locale: "ar-AE", timeZone: "Asia/Dubai", region: "emea", plan: "Scale", mrr: 3100, currency: "USD", renewal: "02-14", seats: 66 },
  { id: "maayan", name: "מעיין ביוטק", language: "he", locale: "he-IL", timeZone: "Asia/Jerusalem", region: "emea", plan: "Growth", mrr: 940, currency: "USD", renewal: "05-15", owner: jonas, seats: 29 },
];
