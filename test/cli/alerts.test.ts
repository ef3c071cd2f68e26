import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { main as run } from "../../cli/main";
import { clientWith, ORDERS } from "../stacks/own-alerts";
import { printed } from "./printed";

const main = (...argv: readonly string[]) => run(["alerts", ...argv], "1.2.3");

const told = printed();
let folder: string;

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "belvedere-alerts-cli-")), "repository");
  mkdirSync(folder);
});

/** A client with a file of alerts of its own. */
function client(alerts: Parameters<typeof clientWith>[0] = {}, orders = stringify(ORDERS)): string {
  mkdirSync(join(folder, "alerts"), { recursive: true });
  writeFileSync(join(folder, "alerts", "orders.yaml"), orders);
  const file = join(folder, "acme.yaml");
  writeFileSync(file, stringify(clientWith({ rules: ["./alerts/orders.yaml"], ...alerts })));
  return file;
}

describe("alerts list", () => {
  it("prints what is shipped", async () => {
    expect(await main("list")).toBe(0);
    expect(told.out).toMatch(/^NodeNotReady +critical +platform +10m +nodes +shipped +Node/m);
    expect(told.out).not.toContain("OrdersStuck");
  });

  it("prints what a client has, as JSON for programs", async () => {
    expect(await main("list", client({ disable: ["NodeClockSkew"] }), "--format", "json")).toBe(0);
    const { alerts } = JSON.parse(told.out) as { readonly alerts: readonly { readonly name: string }[] };
    expect(alerts.map(({ name }) => name)).not.toContain("NodeClockSkew");
    expect(alerts.find(({ name }) => name === "CartRefuses")).toEqual({
      name: "CartRefuses",
      client: "acme",
      group: "orders",
      source: "own",
      severity: "critical",
      team: "shop",
      for: "0s",
      labels: {},
      expr: '(sum by (container) (count_over_time({namespace="shop"} |= `refused` [5m]))) > 2',
      language: "logql",
      summary: "{{ $labels.container }} refuses",
    });
  });
});

describe("alerts check", () => {
  it("finds nothing in good ones", async () => {
    expect(await main("check", client())).toBe(0);
    expect(told.out).toMatch(/^ok {2}\d+ alerts, no problems\n$/);
  });

  it("names a fault by its place in the file of alerts", async () => {
    const orders = stringify(ORDERS).replace("max by (queue) (orders_waiting)", "max by (queue (orders_waiting)");
    const file = client({}, orders);
    const line = orders.split("\n").findIndex((text) => text.includes("expr:")) + 1;
    expect(await main("check", file)).toBe(1);
    expect(told.out).toContain(`${join(folder, "alerts", "orders.yaml")}:${line}:11`);
    expect(told.out).toContain("alerts.rules[0].alerts[0].expr: unexpected");
  });

  it.each([
    ["condition", /^ *above: 100\n/m, "must have one of above and below: its condition"],
    ["runbook", /^ *runbook: .*\n/m, "alerts.rules[0].alerts[0].runbook: is missing"],
  ])("refuses an alert without %s", async (_, part, message) => {
    expect(await main("check", client({}, stringify(ORDERS).replace(part, "")))).toBe(1);
    expect(told.out).toContain(message);
    expect(told.out).toContain("orders.yaml:");
  });

  it("tells of a file that is not there, of one that is no map, and of one outside the repository", async () => {
    const cases = [
      ["./alerts/none.yaml", "which does not exist, must be a file that holds a map with name and alerts"],
      ["./list.yaml", "got a list of 1, must be a map with name and alerts"],
      ["../outside.yaml", "which lies outside the repository"],
    ] as const;
    writeFileSync(join(folder, "..", "outside.yaml"), stringify(ORDERS));
    writeFileSync(join(folder, "list.yaml"), "- a\n");
    for (const [path, message] of cases) {
      told.out = "";
      expect(await main("check", client({ rules: [path] }))).toBe(1);
      expect(told.out).toContain(message);
    }
  });
});

describe("alerts test", () => {
  it("says how to get promtool where there is none", async () => {
    expect(await main("test", client(), "--promtool", "/no/such/promtool")).toBe(2);
    expect(told.err).toContain("got no promtool as /no/such/promtool: it comes with Prometheus");
  });

  it("hands every test to it, keeps the files where told, and fails when it does", async () => {
    const promtool = join(folder, "promtool");
    const kept = join(folder, "kept");
    writeFileSync(promtool, '#!/bin/sh\necho "$@" >> "$0.calls"\n');
    chmodSync(promtool, 0o755);
    expect(await main("test", client(), "--promtool", promtool, "--keep", kept)).toBe(0);
    expect(readdirSync(kept)).toContain("OrdersStuck.rules.yml");
    expect(readdirSync(kept)).not.toContain("CartRefuses.rules.yml");
    expect(readFileSync(`${promtool}.calls`, "utf8")).toContain("OrdersStuck.tests.yml");
    expect(told.out).toMatch(/^ok {2}\d+ alerts; not run, since promtool reads no log lines: .*CartRefuses/);
    writeFileSync(promtool, '#!/bin/sh\n[ "$1" = --version ] || { echo FAILED; exit 1; }\n');
    expect(await main("test", client(), "--promtool", promtool)).toBe(1);
    expect(told.out).toContain("FAILED\nfailed");
  });
});

describe("alerts route", () => {
  const routed = {
    contactPoints: {
      team: { slack: { webhook: { env: "A" } } },
      oncall: { pagerduty: { integrationKey: { env: "B" } }, email: { to: ["a@b.c"] } },
    },
    smtp: { host: "smtp.acme.dev", from: "a@acme.dev" },
    routes: { default: "team", critical: ["oncall", "team"], info: [], deadMan: { webhook: { env: "C" } } },
  };

  it("knows the people of an experiment", async () => {
    const labels = ["team=managed-tokens", "experiment=mu2e", "role=production"];
    expect(await main("route", join(__dirname, "..", "..", "clients", "fermilab-example.yaml"), ...labels)).toBe(0);
    expect(told.out).toMatch(/^tokens-mu2e +email .*\nteam +slack /);
  });

  it("prints the contact points in order", async () => {
    expect(await main("route", client(routed), "severity=critical", "team=x")).toBe(0);
    expect(told.out).toBe(
      [
        'oncall  pagerduty, email  severity="critical"  after 10s, again after 1h\n',
        'team    slack             severity="critical"  after 10s, again after 1h\n',
      ].join(""),
    );
  });

  it("says when nobody is told, and who hears the sign of life", async () => {
    expect(await main("route", client(routed), "severity=info")).toBe(0);
    expect(await main("route", client(routed), "alertname=Watchdog")).toBe(0);
    expect(told.out).toBe(
      'nobody: no contact point is told of it\ndead-man  webhook  alertname="Watchdog"  after 30s, again after 5m\n',
    );
  });

  it("prints JSON", async () => {
    expect(await main("route", client(routed), "severity=warning", "--format", "json")).toBe(0);
    expect(JSON.parse(told.out)).toMatchObject({ receivers: [{ receiver: "team", matchers: [], repeat: "12h" }] });
  });

  it("wants labels", async () => {
    expect(await main("route", client(routed), "critical")).toBe(2);
    expect(told.err).toContain("got critical, must be a label and its value, such as severity=critical");
  });
});

describe("alerts ledger", () => {
  it("writes what Grafana is given, and keeps what it was given", async () => {
    const ledger = join(folder, "acme.rules.json");
    const file = client({ ledger: "./acme.rules.json" });
    expect(await main("ledger", file)).toBe(0);
    expect(told.err).toBe("");
    const { rules } = JSON.parse(readFileSync(ledger, "utf8")) as { readonly rules: readonly string[] };
    expect(rules).toContain("OrdersStuck");
    expect(await main("check", file)).toBe(0);
    expect(await main("ledger", client({ ledger: "./acme.rules.json", rules: [] }))).toBe(0);
    expect(JSON.parse(readFileSync(ledger, "utf8"))).toEqual({ rules });
  });

  it("wants to be told where", async () => {
    expect(await main("ledger", client())).toBe(1);
    expect(told.err).toContain("ledger: ./acme.rules.json");
    expect(existsSync(join(folder, "acme.rules.json"))).toBe(false);
  });
});
