import { describe, expect, it } from "vitest";
import { cronProblem } from "../src/cron";

describe("a schedule", () => {
  it.each([
    "17 3 * * *",
    "*/5 * * * *",
    "0 0 1,15 * *",
    "30 2-4/2 * jan-MAR mon-fri",
    "0  4 * * 0",
    "10/20 1 * * *",
    "59 23 31 12 6",
  ])("%s is one", (schedule) => expect(cronProblem(schedule)).toBeUndefined());

  it.each([
    ["3am", "must have five fields (minute, hour, day of month, month, day of week), not 1"],
    ["@daily", "must have five fields (minute, hour, day of month, month, day of week), not 1"],
    ["0 17 3 * * *", "must have five fields (minute, hour, day of month, month, day of week), not 6"],
    ["60 3 * * *", "must have numbers from 0 to 59, ranges, lists or steps as its minute"],
    ["0 24 * * *", "must have numbers from 0 to 23, ranges, lists or steps as its hour"],
    ["0 3 0 * *", "must have numbers from 1 to 31, ranges, lists or steps as its day of month"],
    ["0 3 * 5-2 *", "must have numbers from 1 to 12, ranges, lists or steps as its month"],
    ["0 3 * * 7", "must have numbers from 0 to 6, ranges, lists or steps as its day of week"],
    ["*/0 3 * * *", "must have numbers from 0 to 59, ranges, lists or steps as its minute"],
    ["1- 3 * * *", "must have numbers from 0 to 59, ranges, lists or steps as its minute"],
    ["1-2-3 3 * * *", "must have numbers from 0 to 59, ranges, lists or steps as its minute"],
    ["1, 3 * * *", "must have numbers from 0 to 59, ranges, lists or steps as its minute"],
    ["-1 3 * * *", "must have numbers from 0 to 59, ranges, lists or steps as its minute"],
    ["0 3 * * noon", "must have numbers from 0 to 6, ranges, lists or steps as its day of week"],
  ])("%s is none", (schedule, problem) => expect(cronProblem(schedule)).toBe(problem));
});
