import type { JsonObject } from "../dashboard";
import type { Route } from "./route";
import { NEVER_SENT } from "./routing";

/** A time of the day, or of days of the week, at which routes that name it are silent. */
export interface MuteTiming {
  readonly name: string;
  /** Days of the week on which it starts, in lower case. @default every day */
  readonly days?: readonly string[] | undefined;
  /** `HH:MM`. An end that is earlier than the start is on the day after; it may be 24:00. */
  readonly start: string;
  readonly end: string;
  /** Such as Europe/Berlin. @default UTC */
  readonly timeZone?: string | undefined;
}

/** For routes that tell nobody. */
const ALWAYS: MuteTiming = { name: NEVER_SENT, start: "00:00", end: "24:00" };

const WEEK = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/** These timings, and the one of routes that tell nobody, where there are such. */
export function timingsFor(route: Route, timings: readonly MuteTiming[]): readonly MuteTiming[] {
  return isSilenced(route) ? [...timings, ALWAYS] : timings;
}

function isSilenced({ mute, routes }: Route): boolean {
  return mute.includes(NEVER_SENT) || routes.some(isSilenced);
}

/** As both engines spell it, who know no night: what passes midnight is two intervals. */
export function toTimeInterval({ name, days, start, end, timeZone }: MuteTiming): JsonObject {
  const zone = timeZone === undefined || timeZone === "UTC" ? {} : { location: timeZone };
  const intervals = start < end ? [{ days, start, end }] : throughMidnight(days, start, end);
  return {
    name,
    time_intervals: intervals.map((one) => ({
      times: [{ start_time: one.start, end_time: one.end }],
      ...(one.days === undefined ? {} : { weekdays: one.days }),
      ...zone,
    })),
  };
}

function throughMidnight(days: readonly string[] | undefined, start: string, end: string) {
  const evening = { days, start, end: "24:00" };
  return end === "00:00" ? [evening] : [evening, { days: days?.map(dayAfter), start: "00:00", end }];
}

function dayAfter(day: string): string {
  return WEEK[(WEEK.indexOf(day) + 1) % WEEK.length] as string;
}
