import { describe, expect, it } from "vitest";
import { firstMeeting } from "../src/cron-overlap";

const push = (seconds: number) => ({ schedule: "58 * * * *", seconds });
const refresh = (schedule: string, seconds: number) => ({ schedule, seconds });

describe("runs of two schedules", () => {
  it.each([
    ["the later starts before the earlier has ended", "0 6 * * *", 360, { one: "06:00", other: "05:58" }],
    ["the earlier is the other one", "55 6 * * *", 360, { one: "06:55", other: "06:58" }],
    ["at one minute", "58 6 * * *", 1, { one: "06:58", other: "06:58" }],
    ["over midnight", "0 0 * * *", 360, { one: "00:00", other: "23:58" }],
    ["over the end of a week", "0 0 * * 0", 360, { one: "00:00", other: "23:58" }],
  ])("meet: %s", (_, schedule, seconds, meeting) => {
    expect(firstMeeting(refresh(schedule, seconds), push(seconds))).toEqual(meeting);
  });

  it.each([
    ["far from each other", "30 6 * * *", 1680],
    ["one ends as the other starts", "0 6 * * *", 120],
  ])("do not meet: %s", (_, schedule, seconds) => {
    expect(firstMeeting(refresh(schedule, seconds), push(seconds))).toBeUndefined();
  });

  it("do not meet on days that never follow each other", () => {
    expect(firstMeeting(refresh("0 6 * * 1", 3600), refresh("0 6 * * 3", 3600))).toBeUndefined();
  });

  it("meet days later, when a run takes as long", () => {
    const meeting = firstMeeting(refresh("0 6 * * 3", 60), refresh("0 6 * * 1", 3 * 86_400));
    expect(meeting).toEqual({ one: "06:00", other: "06:00" });
  });
});
