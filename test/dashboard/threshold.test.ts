import { describe, expect, it } from "vitest";
import { thresholdSteps } from "../../src/dashboard";

describe("thresholdSteps", () => {
  it("is green alone without thresholds", () => {
    expect(thresholdSteps([], true)).toEqual([{ color: "green", value: null }]);
  });

  it("goes from green up to red for what must not be above", () => {
    const thresholds = [
      { severity: "critical", above: 0.9 },
      { severity: "warning", above: 0.8 },
    ] as const;
    expect(thresholdSteps(thresholds, false)).toEqual([
      { color: "green", value: null },
      { color: "orange", value: 0.8 },
      { color: "red", value: 0.9 },
    ]);
  });

  it("goes from red up to green for what must not be below", () => {
    const thresholds = [
      { severity: "warning", below: 0.2 },
      { severity: "critical", below: 0.1 },
    ] as const;
    expect(thresholdSteps(thresholds, false)).toEqual([
      { color: "red", value: null },
      { color: "orange", value: 0.1 },
      { color: "green", value: 0.2 },
    ]);
  });

  it("has good in the middle of both", () => {
    const thresholds = [
      { severity: "critical", below: 1 },
      { severity: "critical", above: 5 },
    ] as const;
    expect(thresholdSteps(thresholds, false)).toEqual([
      { color: "red", value: null },
      { color: "green", value: 1 },
      { color: "red", value: 5 },
    ]);
  });

  it("leaves a coloured 0 of above 0 green when strict", () => {
    expect(thresholdSteps([{ severity: "critical", above: 0 }], true)).toEqual([
      { color: "green", value: null },
      { color: "red", value: 1e-9 },
    ]);
  });
});
