import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { collectorValue, expand } from "../../../constructs/otel-collector";

/** What the chart's `tpl` makes of the escape; anything else in braces would be run. */
function byHelm(text: string): string {
  const actions = text.match(/\{\{.*?\}\}/gs) ?? [];
  for (const action of actions) if (action !== "{{ `{{` }}") throw new Error(`a template runs ${action}`);
  return text.replaceAll("{{ `{{` }}", "{{");
}

/** What the collector makes of a text: `$$` is a dollar, anything else after a dollar is expanded. */
function byCollector(text: string): string {
  if (/\$/.test(text.replaceAll("$$", ""))) throw new Error(`the collector expands ${text}`);
  return text.replaceAll("$$", () => "$");
}

const HARD = fc.string({ unit: fc.constantFrom("$", "{", "}", "`", '"', "'", "e", "n", "v", ":", "\n", " ") });

describe("collectorValue", () => {
  it("keeps a text what it is through the chart's template and the collector's expansion", () => {
    fc.assert(
      fc.property(fc.oneof(HARD, fc.string()), (text) => byCollector(byHelm(collectorValue(text) as string)) === text),
      { seed: 5, numRuns: 2000 },
    );
  });

  it("leaves an expression to the collector", () => {
    expect(collectorValue({ endpoint: expand("${env:MY_POD_IP}:4317"), literal: "${env:MY_POD_IP}" })).toEqual({
      endpoint: "${env:MY_POD_IP}:4317",
      literal: "$${env:MY_POD_IP}",
    });
  });

  it("goes into lists and maps, and keeps what takes away a default", () => {
    expect(collectorValue({ a: [{ b: "$", c: 1, d: true }], e: null })).toEqual({
      a: [{ b: "$$", c: 1, d: true }],
      e: null,
    });
  });
});
