import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { collectorValue } from "../../constructs/otel-collector";
import { chartPin } from "../../src/charts";
import { valuesText } from "../../src/terraform/release";
import { scratchFolder } from "./examples";
import { chartPackages } from "./rendered";
import { installed } from "./requirement";
import { suiteWith } from "./suite";

/** What template, YAML and expansion would each like to change. */
const HARD = fc.string({ unit: fc.constantFrom("$", "{{", "}}", "{", "`", '"', "'", "\\", "#", ":", "\n", " ", "x") });

suiteWith("the collector's chart", chartPackages(installed("helm")), ({ helm, folder }) => {
  it("writes every text so that the collector reads it as it was meant", () => {
    // Of a text of blanks and line breaks alone the chart's own YAML loses some: no configuration has one.
    const texts = fc.sample(fc.oneof(HARD, fc.string()), { numRuns: 1000, seed: 7 }).filter((text) => /\S/.test(text));
    const file = join(scratchFolder(), "values.yaml");
    const attributes = Object.fromEntries(texts.map((text, index) => [`t${index}`, text]));
    writeFileSync(
      file,
      valuesText({
        mode: "deployment",
        image: { repository: "x" },
        config: { processors: { "attributes/test": collectorValue(attributes) } },
      }),
    );
    const chart = join(folder, `opentelemetry-collector-${chartPin("opentelemetry-collector").version}.tgz`);
    const output = execFileSync(
      helm,
      ["template", "test", chart, "--values", file, "--show-only", "templates/configmap.yaml"],
      { encoding: "utf8" },
    );
    const { relay } = (parse(output) as { data: { relay: string } }).data;
    const written = parse(relay).processors["attributes/test"] as Record<string, string>;
    // The collector makes one dollar of two.
    expect(texts.map((_, index) => written[`t${index}`]?.replaceAll("$$", () => "$"))).toEqual(texts);
  });
});
