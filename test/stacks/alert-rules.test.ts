import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { alertGroupsFor } from "../../alerts";
import { type ClientInput, parseClient } from "../../src/config";
import { clientRules } from "../../stacks/alert-rules";
import { shipped } from "../../stacks/shipped-files";
import { shippedScope } from "../../stacks/shipped-scope";
import { clientWith, ORDERS } from "./own-alerts";

function rulesOf(alerts: Partial<ClientInput["alerts"]>) {
  const config = parseClient(clientWith(alerts));
  const common = shipped(shippedScope(config));
  const own = clientRules(config, common.rules);
  const files = [...common.files, ...own.files].filter(({ kind }) => kind === "alerts");
  const contents = files.map(({ name, content }) => [name, JSON.parse(content)] as const);
  const uids = contents.flatMap(([name, { groups }]) =>
    groups.flatMap(({ rules }: { readonly rules: readonly { readonly uid: string }[] }) =>
      rules.map(({ uid }) => [name, uid] as const),
    ),
  );
  return { ...own, names: files.map(({ name }) => name), contents: new Map(contents), uids, config };
}

const names = ({ groups }: { readonly groups: readonly unknown[] }) =>
  groups.flatMap((group) => (group as { rules: readonly { alert: string }[] }).rules.map(({ alert }) => alert));

describe("rules of engine grafana", () => {
  const { names: files, prometheus, logs, config, uids } = rulesOf({ rules: [ORDERS] });

  it("are a file for each group, shipped or own", () => {
    const groups = alertGroupsFor(shippedScope(config)).map(({ name }) => `rules-${name}`);
    expect(files).toEqual([...groups, "own-orders"]);
  });

  it("are in Grafana alone", () => {
    expect(prometheus.alerting.groups).toEqual([]);
    expect(logs).toEqual({});
    expect(uids.filter(([file]) => file === "own-orders").map(([, uid]) => uid)).toEqual([
      "OrdersStuck",
      "CartRefuses",
    ]);
  });
});

describe("rules of engine prometheus", () => {
  const {
    names: files,
    prometheus,
    logs,
  } = rulesOf({
    engine: "prometheus",
    rules: [ORDERS],
    runbooks: "https://run.acme.dev",
  });

  it("are in Prometheus, those on lines in Loki, and none in Grafana", () => {
    expect(files).toEqual([]);
    expect(names(prometheus.alerting)).toContain("NodeNotReady");
    expect(names(prometheus.alerting)).toContain("OrdersStuck");
    expect(names(prometheus.alerting)).not.toContain("CartRefuses");
    expect(names(parse(logs["own.yaml"] ?? ""))).toEqual(["CartRefuses"]);
  });

  it("lead to runbooks that are published, to their own, and to their panels", () => {
    const annotations = (name: string) =>
      [...prometheus.alerting.groups, ...parse(logs["own.yaml"] ?? "").groups]
        .flatMap((group) => (group as { rules: readonly { alert: string; annotations: object }[] }).rules)
        .find(({ alert }) => alert === name)?.annotations;
    expect(annotations("NodeNotReady")).toMatchObject({
      runbook_url: "https://run.acme.dev/NodeNotReady.md",
      dashboard_url: expect.stringMatching(/^https:\/\/grafana\.acme\.dev\/d\/[a-z-]+\?viewPanel=\d+$/),
    });
    expect(annotations("OrdersStuck")).toMatchObject({ runbook: "1. Restart the worker." });
    expect(annotations("CartRefuses")).toMatchObject({
      runbook_url: "https://runbooks.acme.dev/cart",
      dashboard_url: "https://grafana.acme.dev/d/shop?viewPanel=4",
    });
  });
});

describe("lines of panels", () => {
  const steps = (alerts: Partial<ClientInput["alerts"]>) => {
    const { files } = shipped(shippedScope(parseClient(clientWith(alerts))));
    const text = files.find(({ kind, name }) => kind === "dashboards" && name === "cluster-overview")?.content ?? "{}";
    const { panels } = JSON.parse(text) as { readonly panels: readonly Panel[] };
    const memory = panels.find(({ title }) => title === "Memory use");
    return memory?.fieldConfig?.defaults?.thresholds?.steps.map(({ value }) => value);
  };

  interface Panel {
    readonly title: string;
    readonly fieldConfig?: {
      readonly defaults?: { readonly thresholds?: { readonly steps: readonly { readonly value: number | null }[] } };
    };
  }

  it("stand where the client has its bounds", () => {
    expect(steps({})).toEqual([null, 0.9]);
    expect(steps({ overrides: { NodeMemoryPressureHigh: { above: 0.95 } } })).toEqual([null, 0.95]);
    expect(steps({ disable: ["NodeMemoryPressureHigh"] })).toEqual([null]);
  });
});

describe("the ledger", () => {
  it("has what is no more paused, and deleted", () => {
    const { contents } = rulesOf({ ledger: { rules: ["NodeNotReady", "Gone", "Gone$"] } });
    expect(contents.get("retired")).toMatchObject({
      groups: [
        {
          name: "retired",
          interval: "1h",
          rules: [
            { uid: "Gone", title: "Gone", isPaused: true, condition: "A" },
            { uid: "Gone$$", isPaused: true },
          ],
        },
      ],
      deleteRules: [
        { orgId: 1, uid: "Gone" },
        { orgId: 1, uid: "Gone$$" },
      ],
    });
  });

  it("has nothing to do where all that it knows is there", () => {
    expect(rulesOf({ ledger: { rules: ["NodeNotReady"] } }).names).not.toContain("retired");
  });

  it("empties Grafana when the other engine takes over, and for what is disabled", () => {
    const all = rulesOf({ engine: "prometheus", ledger: { rules: ["NodeNotReady"] } });
    expect(all.uids).toEqual([["retired", "NodeNotReady"]]);
    const one = rulesOf({ disable: ["NodeNotReady"], ledger: { rules: ["NodeNotReady", "NodeClockSkew"] } });
    expect(one.uids.filter(([, uid]) => uid === "NodeNotReady")).toEqual([["retired", "NodeNotReady"]]);
  });
});

describe("adjustments", () => {
  it("change a shipped alert, and leave its neighbours as they are", () => {
    const { contents } = rulesOf({
      overrides: { NodeMemoryPressureHigh: { above: 0.95, for: "30m", severity: "critical", team: "infra" } },
      disable: ["NodeClockSkew"],
    });
    const groups = ["rules-nodes", "rules-node-resources"].map((name) => contents.get(name).groups[0]);
    const rules = groups.flatMap((group) => group.rules) as readonly {
      readonly uid: string;
      readonly for: string;
      readonly labels: object;
      readonly data: readonly { readonly model: { readonly conditions?: readonly object[] } }[];
    }[];
    const memory = rules.find(({ uid }) => uid === "NodeMemoryPressureHigh");
    expect(memory).toMatchObject({ for: "30m", labels: { severity: "critical", team: "infra" } });
    expect(memory?.data[1]?.model.conditions?.[0]).toMatchObject({ evaluator: { type: "gt", params: [0.95] } });
    expect(rules.map(({ uid }) => uid)).not.toContain("NodeClockSkew");
    expect(rules.find(({ uid }) => uid === "NodeNotReady")).toMatchObject({
      labels: { severity: "critical", team: "platform" },
    });
  });
});
