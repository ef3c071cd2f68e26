import { describe, expect, it } from "vitest";
import { conditionExpr, defineAlert, defineAlertGroup, grafanaUid, parseDuration, toRunbook } from "../../src/alert";
import { defineSignal, promql } from "../../src/dashboard";
import { AGE, alertWith, GROUP, PROPS } from "./fixtures";

describe("defineAlert", () => {
  it("reads a bound in the signal's unit, and fills in defaults", () => {
    const { for: _, ...short } = PROPS;
    expect(defineAlert(short)).toMatchObject({ above: 10_800, for: "0s", keepFiringFor: "0s", labels: {} });
    expect(alertWith({ above: 0.5 })).toMatchObject({ above: 0.5 });
  });

  it("refuses a duration for a signal that is no time, and what is no duration", () => {
    const bytes = defineSignal({ expr: promql`a`, unit: "bytes" });
    expect(() => alertWith({ signal: bytes })).toThrow('alert TooOld: got bound "3h", must be a number in bytes');
    expect(() => alertWith({ above: "3 hours" })).toThrow('alert TooOld: got bound "3 hours", must be a number in s');
  });

  it("refuses a variable of a dashboard", () => {
    const signal = defineSignal({ expr: promql`up{node=~"$node"}`, unit: "none" });
    expect(() => alertWith({ signal, above: 1 })).toThrow(
      "alert TooOld: got variable $node in its signal, which no rule can fill",
    );
  });

  it("keeps groups of a label_replace, which are no variables", () => {
    const signal = defineSignal({ expr: promql`label_replace(up, "a", "$1", "b", "(.+)")`, unit: "none" });
    expect(alertWith({ signal, above: 1 }).signal).toBe(signal);
  });
});

describe("defineAlertGroup", () => {
  it("is evaluated every minute, in a folder that no dashboard uses", () => {
    expect(defineAlertGroup({ name: "a", alerts: [] })).toEqual({
      name: "a",
      folder: "Alerts",
      interval: "1m",
      team: "platform",
      alerts: [],
    });
  });
});

describe("conditionExpr", () => {
  it("braces the signal and gives it the rule's window", () => {
    expect(conditionExpr(alertWith({}))).toBe("(max by (service) (rate(age_seconds[5m]))) > 10800");
    const below = defineAlert({ ...withoutAbove(), below: 0.1 });
    expect(conditionExpr(below)).toBe("(max by (service) (rate(age_seconds[5m]))) < 0.1");
  });
});

function withoutAbove() {
  const { above: _above, below: _below, ...rest } = PROPS;
  return { ...rest, signal: AGE };
}

describe("parseDuration", () => {
  it.each([
    ["90s", 90],
    ["1h30m", 5400],
    ["7d", 604_800],
    ["0s", 0],
  ])("%s is %d seconds", (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each(["", "5", "1.5h", "m", "1 h", "-1h", "5M"])("%j is none", (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});

describe("grafanaUid", () => {
  it("is the name where it can be", () => {
    expect(grafanaUid("NodeNotReady")).toBe("NodeNotReady");
  });

  it("is cut and hashed where it cannot: at most 40 characters, apart for names with one beginning", () => {
    const long = "VeryLongNameOfAnAlertThatNobodyShouldWriteButSomebodyDoes";
    expect(grafanaUid(long)).toMatch(/^VeryLongNameOfAnAlertThatNobody-[0-9a-f]{8}$/);
    expect(grafanaUid(long)).toHaveLength(40);
    expect(grafanaUid(`${long}1`)).not.toBe(grafanaUid(`${long}2`));
    expect(grafanaUid("on call")).toMatch(/^on-call-[0-9a-f]{8}$/);
  });
});

describe("toRunbook", () => {
  it("is a page with meaning, steps and expression", () => {
    expect(toRunbook(alertWith({ labels: { site: "a|b" } }), GROUP)).toBe(`# TooOld

\`{{ $labels.service }}\` is \`{{ $value | humanizeDuration }}\` old

| | |
|---|---|
| severity | critical: act now |
| fires after | 10m |
| goes on firing for | 0s |
| label site | a\\|b |
| label team | platform |
| dashboard | tokens, panel age |

## Meaning

Nobody has stored a new one.

## What to do

1. Store a new one.

## Expression

\`\`\`promql
(max by (service) (rate(age_seconds[5m]))) > 10800
\`\`\`
`);
  });
});
