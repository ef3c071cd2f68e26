import { numbersOf } from "./cron";
import { runDays } from "./cron-gap";

const DAY = 24 * 60 * 60;

/** A schedule, and how long after its minute a run of it may still be there, in seconds. */
export interface Occupied {
  readonly schedule: string;
  readonly seconds: number;
}

/** Runs that meet: the minutes of the day, UTC, at which they start. */
export interface Meeting {
  readonly one: string;
  readonly other: string;
}

/** The first runs of two schedules that may meet; undefined where none ever do. */
export function firstMeeting(one: Occupied, other: Occupied): Meeting | undefined {
  const days = new Set(runDays(one.schedule));
  const otherDays = runDays(other.schedule);
  const reach = Math.ceil(Math.max(one.seconds, other.seconds) / DAY);
  const apart = Array.from({ length: 2 * reach + 1 }, (_, index) => index - reach).filter((offset) =>
    otherDays.some((day) => days.has(day - offset)),
  );
  const starts = startsOf(one.schedule);
  const otherStarts = startsOf(other.schedule);
  for (const start of starts)
    for (const offset of apart)
      for (const otherStart of otherStarts) {
        const later = otherStart + offset * DAY - start;
        if (later < one.seconds && -later < other.seconds) return { one: clock(start), other: clock(otherStart) };
      }
  return undefined;
}

/** Seconds of the day at which runs start. */
function startsOf(schedule: string): readonly number[] {
  const [minutes = [], hours = []] = numbersOf(schedule);
  return hours.flatMap((hour) => minutes.map((minute) => (hour * 60 + minute) * 60));
}

function clock(seconds: number): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}`;
}
