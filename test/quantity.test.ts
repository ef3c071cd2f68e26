import { describe, expect, it } from "vitest";
import { durationSeconds, parseDuration, quantityBytes } from "../src/quantity";

describe("quantityBytes", () => {
  it.each([
    ["512Mi", 536870912],
    ["8Gi", 8589934592],
    ["1Ti", 1099511627776],
  ])("reads %s", (text, bytes) => expect(quantityBytes(text)).toBe(bytes));

  it.each(["8", "8GB", "0Gi", "1.5Gi", ""])("refuses %j", (text) =>
    expect(() => quantityBytes(text)).toThrow(`got "${text}"`),
  );
});

describe("durationSeconds", () => {
  it.each([
    ["30s", 30],
    ["5m", 300],
    ["24h", 86400],
    ["15d", 1296000],
    ["2w", 1209600],
  ])("reads %s", (text, seconds) => expect(durationSeconds(text)).toBe(seconds));

  it.each(["15", "1h30m", "0d", "-1d"])("refuses %j", (text) =>
    expect(() => durationSeconds(text)).toThrow(`got "${text}"`),
  );
});

describe("parseDuration", () => {
  it.each([
    ["90s", 90],
    ["1h30m", 5400],
    ["7d", 604800],
    ["0s", 0],
  ])("reads %s", (text, seconds) => expect(parseDuration(text)).toBe(seconds));

  it.each(["", "soon", "5", "1.5h"])("knows that %j is none", (text) => expect(parseDuration(text)).toBeUndefined());
});
