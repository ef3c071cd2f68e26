import { describe, expect, it } from "vitest";
import { type ClientInput, parseClient } from "../../src/config";
import { MOST_STORED } from "../../src/stored-size";
import { checkClient } from "../../stacks/check";
import { storedSizeProblems } from "../../stacks/stored-sizes";
import { section } from "../managed-tokens/section";
import { ACME, KEYCLOAK } from "./acme";

type Alerts = ClientInput["alerts"];

function found(change: Partial<ClientInput>): string[] {
  return storedSizeProblems(parseClient({ ...ACME, ...change })).map(({ path, message }) => `${path}: ${message}`);
}

function experiments(count: number): Partial<ClientInput> {
  const one = (index: number) => ({
    emails: [`people-of-experiment-${index}@example.org`],
    roles: { production: { account: "dunepro", destinationNodes: ["n1.example.org"] } },
  });
  const all = Object.fromEntries(Array.from({ length: count }, (_, index) => [`e${index}`, one(index)]));
  return { managedTokens: section({ experiments: all }) as ClientInput["managedTokens"] };
}

function alerts(count: number, change: Partial<Alerts>): Partial<ClientInput> {
  const one = (index: number) => ({
    name: `Orders${index}`,
    expr: `sum(orders_stuck{shop="${index}"})`,
    unit: "short" as const,
    above: 0,
    for: "5m",
    severity: "warning" as const,
    summary: "Orders are stuck",
    description: "x".repeat(600),
    runbook: "Look.",
    tests: [
      { fires: { series: { [`orders_stuck{shop="${index}"}`]: "1x20" }, at: "15m" } },
      { silent: { series: { [`orders_stuck{shop="${index}"}`]: "0x20" }, at: "15m" } },
    ],
  });
  const rules = [{ name: "orders", alerts: Array.from({ length: count }, (_, index) => one(index)) }];
  return { alerts: { ...ACME.alerts, ...change, rules: rules as Alerts["rules"] } };
}

/** The bytes that a message tells of. */
function bytesIn(message: string | undefined): number {
  return Number(/ of (\d+) bytes/.exec(message ?? "")?.[1]);
}

describe("what does not fit one object of Kubernetes", () => {
  it("is nothing of a small client", () => {
    expect(found({ identity: KEYCLOAK })).toEqual([]);
  });

  it("is too many experiments: as many as fit are fine", () => {
    const [message, ...more] = found(experiments(1500));
    expect(more).toEqual([]);
    expect(message).toMatch(
      /^managedTokens\.experiments: got contact points of 1500 experiments of \d+ bytes, must be at most 1040384, .*: leave out `emails` of some, or their roles$/,
    );
    const fitting = Math.floor((1500 * MOST_STORED) / bytesIn(message));
    expect(found(experiments(fitting - 20))).toEqual([]);
    expect(found(experiments(fitting + 20))).toHaveLength(1);
  });

  it("is a group of alerts, for Grafana", () => {
    expect(found(alerts(20, {}))).toEqual([]);
    expect(found(alerts(800, {}))).toEqual([
      expect.stringMatching(/^alerts\.rules: got file own-orders of \d+ bytes, .*: make two groups of it$/),
    ]);
  });

  it("is what Prometheus evaluates, where it does", () => {
    expect(found(alerts(20, { engine: "prometheus" }))).toEqual([]);
    expect(found(alerts(1200, { engine: "prometheus" }))).toEqual([
      expect.stringMatching(/^prometheus: got rules and scrape jobs of \d+ bytes, .*`alerts\.engine: grafana`/),
    ]);
  });

  it("is found by check", () => {
    const problems = checkClient(parseClient({ ...ACME, ...experiments(1500) }));
    expect(problems.map(({ path }) => path)).toContain("managedTokens.experiments");
  });
});
