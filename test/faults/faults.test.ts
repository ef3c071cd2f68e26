import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { loadClients } from "../../cli/clients";
import type { Problem } from "../../src/problem";
import { changed, workspace } from "../config/workspace";
import { CHART_FAULTS } from "./charts";
import { CONFIG_FAULTS } from "./config";
import type { Fault } from "./fault";
import { MODEL_FAULTS } from "./models";

const LEAST = 60;

/** As `belvedere check` finds them. */
async function checked(change: Readonly<Record<string, unknown>>): Promise<readonly Problem[]> {
  const text = stringify(changed(change), { aliasDuplicateObjects: false });
  const { problems } = await loadClients([join(workspace({ "a.yaml": text }), "a.yaml")], {});
  return problems;
}

function named(problems: readonly Problem[], { place, says }: Fault): readonly Problem[] {
  return problems.filter(({ path, message }) => path.includes(place) && message.includes(says));
}

describe("a fault in a config", () => {
  it.each(CONFIG_FAULTS)("$name is found by its $layer, with its line", async (fault) => {
    const problems = await checked(fault.change);
    const lines = named(problems, fault).map(({ position }) => position?.line);
    expect(lines, JSON.stringify(problems)).toEqual([expect.any(Number)]);
  });
});

describe("a fault elsewhere", () => {
  it.each([...MODEL_FAULTS, ...CHART_FAULTS])("$name is found by its $layer", (fault) => {
    const problems = fault.find();
    expect(named(problems, fault).length, JSON.stringify(problems)).toBeGreaterThan(0);
  });
});

it(`are at least ${LEAST}, each once`, () => {
  const keys = [...CONFIG_FAULTS, ...MODEL_FAULTS, ...CHART_FAULTS].map(({ name, layer }) => `${layer}: ${name}`);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.length).toBeGreaterThanOrEqual(LEAST);
});
