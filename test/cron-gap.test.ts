import { describe, expect, it } from "vitest";
import { longestGap } from "../src/cron-gap";

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

describe("the longest time between two runs", () => {
  it.each([
    ["*/5 * * * *", 5 * MINUTE],
    ["58 * * * *", HOUR],
    ["0 6 * * *", DAY],
    ["0,10 * * * *", 50 * MINUTE],
    ["50/5 * * * *", 55 * MINUTE],
    ["0 8-18 * * mon-fri", 2 * DAY + 14 * HOUR],
    ["0 0 1 * *", 31 * DAY],
    ["0 0 1,15 * 1", 7 * DAY],
    ["0 0 29 2 *", 4 * 365 * DAY + DAY],
  ])("of %s", (schedule, seconds) => {
    expect(longestGap(schedule)).toBe(seconds);
  });

  it("is none where it never runs", () => {
    expect(() => longestGap("0 0 30 2 *")).toThrow('schedule "0 0 30 2 *": never runs twice');
    expect(() => longestGap("soon")).toThrow('schedule "soon": must have five fields');
  });
});
