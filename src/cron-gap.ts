import { cronProblem, numbersOf } from "./cron";

const DAY = 24 * 60;

/** Leap years and all days of the week come round in so many days. */
const DAYS = 28 * 365 + 7;

/**
 * Seconds of the longest time between two runs of a schedule, in UTC.
 *
 * @throws Error for a schedule that is none, or that never runs twice.
 */
export function longestGap(schedule: string): number {
  const problem = cronProblem(schedule);
  if (problem !== undefined) throw new Error(`schedule "${schedule}": ${problem}`);
  const [minutes = [], hours = []] = numbersOf(schedule);
  const runs = hours.flatMap((hour) => minutes.map((minute) => hour * 60 + minute));
  const [first = 0] = runs;
  const last = runs.at(-1) ?? 0;
  const onDays = runDays(schedule);
  if (onDays.length < 2) throw new Error(`schedule "${schedule}": never runs twice`);
  const within = steps(runs).reduce(larger, 0);
  const between = steps(onDays).map((apart) => apart * DAY - last + first);
  return between.reduce(larger, within) * 60;
}

/** Days on which a schedule runs until all dates have come round, counted from one Monday, the first of January. */
export function runDays(schedule: string): readonly number[] {
  const [, , ofMonth = [], months = [], ofWeek = []] = numbersOf(schedule);
  const [, , monthDay = "*", , weekDay = "*"] = schedule.trim().split(/\s+/);
  // Where both are given, a day that is one of the two counts.
  const either = !monthDay.startsWith("*") && !weekDay.startsWith("*");
  return Array.from({ length: DAYS }, (_, day) => day).filter((day) => {
    const date = new Date(Date.UTC(2024, 0, 1 + day));
    const ofBoth = [ofMonth.includes(date.getUTCDate()), ofWeek.includes(date.getUTCDay())];
    return months.includes(date.getUTCMonth() + 1) && (either ? ofBoth.some(Boolean) : ofBoth.every(Boolean));
  });
}

function steps(numbers: readonly number[]): readonly number[] {
  return numbers.slice(1).map((number, index) => number - (numbers[index] ?? number));
}

function larger(a: number, b: number): number {
  return Math.max(a, b);
}
