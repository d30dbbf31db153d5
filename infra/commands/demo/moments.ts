import { addDays, instantOf, localDay, minutesOfDay, weekday } from "../../../shared/domain/local-time.ts";
import type { Chance } from "./chance.ts";

/** The seven days before a day, and the day itself, oldest first. */
export function daysUpTo(day: string): readonly string[] {
  return Array.from({ length: 8 }, (_, step) => addDays(day, step - 7));
}

/** How many people answer on a day. */
export function answersOn(day: string): number {
  return weekday(day) <= 5 ? 63 : 20;
}

/** A moment of somebody's working day, most likely around noon; milliseconds since the epoch. */
export function workingMoment(chance: Chance, day: string, timeZone: string): number {
  const minutes = 7.5 * 60 + Math.floor(((chance.next() + chance.next()) / 2) * 11.5 * 60);
  return instantOf(day, minutes, timeZone) + chance.below(60) * 1000;
}

/**
 * While customers in Europe and the Middle East are cross because exports failed: from the last
 * Wednesday before the day, about noon, until Friday noon.
 */
export function outageBefore(day: string): { readonly from: number; readonly to: number } {
  const wednesday = daysUpTo(day).findLast((past) => past < day && weekday(past) === 3) ?? addDays(day, -3);
  return { from: instantOf(wednesday, 11 * 60, "UTC"), to: instantOf(addDays(wednesday, 2), 12 * 60, "UTC") };
}

/** ISO 8601 as somebody's own clock shows it: `2026-11-21T09:30:00+08:00`. */
export function localTime(at: number, timeZone: string): string {
  const minute = Math.floor(at / 60_000);
  const wall = Date.parse(localDay(at, timeZone)) / 60_000 + minutesOfDay(at, timeZone);
  const ahead = wall - minute;
  const shown = new Date(at + ahead * 60_000).toISOString().slice(0, 19);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${shown}${ahead < 0 ? "-" : "+"}${two(Math.floor(Math.abs(ahead) / 60))}:${two(Math.abs(ahead) % 60)}`;
}
