import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { stringify } from "yaml";
import {
  type Notifications,
  type Route,
  type Routing,
  routeTree,
  timingsFor,
  toAlertmanagerConfig,
} from "../../src/alert";
import { MESSAGE_TITLE, messageText } from "../../src/alert/message";
import { walk } from "../../src/alert/walk";
import { GRAFANA, MAIL, POINTS } from "../alert/notifications";
import { labelSets, routings } from "../alert/routings";
import { TOOLCHAIN, TOOLCHAIN_POINTS, TOOLCHAIN_RESULTS } from "../alert/toolchain";
import { installed } from "./requirement";
import { suiteWith } from "./suite";

const folder = mkdtempSync(join(tmpdir(), "belvedere-routing-"));

afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function config(notifications: Notifications): string {
  const model = toAlertmanagerConfig(notifications, GRAFANA);
  return write("alertmanager.yml", stringify(model, { aliasDuplicateObjects: false }));
}

/** A config in which every route leads to a contact point of its own, so that the way can be told. */
function configOf(route: Route): string {
  const points = [...new Set(receiversIn(route))].map((name) => ({ name, receivers: [] }));
  return config({ points, route, muteTimings: timingsFor(route, []) });
}

function receiversIn(route: Route): readonly string[] {
  return [route.receiver, ...route.routes.flatMap(receiversIn)];
}

suiteWith("amtool", installed("amtool"), (amtool) => {
  const run = (...args: readonly string[]): string => {
    try {
      return execFileSync(amtool, args, { encoding: "utf8", stdio: "pipe", cwd: folder });
    } catch (error) {
      const { stdout, stderr } = error as { stdout?: string; stderr?: string };
      throw new Error(`${stdout ?? ""}${stderr ?? String(error)}`);
    }
  };

  const receivers = (file: string, labels: Readonly<Record<string, string>>) =>
    run(
      "config",
      "routes",
      "test",
      `--config.file=${file}`,
      ...Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`),
    )
      .trim()
      .split(",");

  it("accepts contact points of every kind, mail, mute timings and inhibitions", () => {
    const route = routeTree({ default: "platform", info: [], mute: ["nights"], testing: "mail" });
    const file = config({
      points: POINTS,
      route,
      muteTimings: timingsFor(route, [{ name: "nights", days: ["sunday"], start: "22:00", end: "06:00" }]),
      inhibit: [
        {
          source: [{ label: "alertname", operator: "=", value: 'a"\\b' }],
          target: [{ label: "severity", operator: "!~", value: "critical" }],
          equal: ["node"],
        },
      ],
      mail: MAIL,
    });
    const said = run("check-config", file);
    expect(said).toContain("SUCCESS");
    expect(said).toContain(`${POINTS.length} receivers`);
    expect(said).toContain("1 inhibit rules");
  });

  it("refuses a route to a contact point that is not there", () => {
    const route = routeTree({ default: "nobody" });
    expect(() => run("check-config", config({ points: POINTS, route, mail: MAIL }))).toThrow(
      'undefined receiver "nobody"',
    );
  });

  it("gives the routing results of a tree that a company runs", () => {
    const points = TOOLCHAIN_POINTS.map((name) => ({ name, receivers: [] }));
    const route = routeTree(TOOLCHAIN);
    const file = config({ points, route, muteTimings: timingsFor(route, []) });
    for (const [labels, expected] of TOOLCHAIN_RESULTS) expect(receivers(file, labels)).toEqual(expected);
  });

  it("walks every tree as we do", { timeout: 300_000 }, () => {
    fc.assert(
      fc.property(routings, fc.array(labelSets, { minLength: 3, maxLength: 3 }), (routing: Routing, sets) => {
        const route = routeTree(routing);
        const file = configOf(route);
        for (const labels of sets)
          expect(walk(route, labels).map(({ receiver }) => receiver)).toEqual(receivers(file, labels));
      }),
      { numRuns: 80, seed: 20261130 },
    );
  });

  it("renders messages with runbook, panel and silence", () => {
    const glob = write("none.tmpl", "");
    const alert = {
      status: "firing",
      labels: { alertname: "NodeNotReady", node: "n 1&", severity: "critical" },
      annotations: {
        summary: "Node n1 is not ready",
        description: "Moved.",
        runbook_url: "https://run.example.com/a.md",
        dashboard_url: "https://grafana.zai.dev/d/nodes?viewPanel=3",
      },
    };
    const second = {
      ...alert,
      labels: { alertname: "NodeNotReady" },
      annotations: { summary: "Node n2 is not ready", description: "Moved." },
    };
    const common = { commonLabels: alert.labels, alerts: [alert, second] };
    const data = write("data.json", JSON.stringify({ status: "firing", ...common }));
    const resolved = write("resolved.json", JSON.stringify({ status: "resolved", ...common }));
    const said = { status: "firing", ...common, commonAnnotations: { runbook: "1. Look.\n2. Think." } };
    const inline = write("inline.json", JSON.stringify({ ...said, alerts: [second] }));
    const render = (text: string, file: string) =>
      run("template", "render", `--template.glob=${glob}`, `--template.text=${text}`, `--template.data=${file}`).trim();
    expect(render(MESSAGE_TITLE, data)).toBe("[FIRING:2] NodeNotReady (critical)");
    expect(render(MESSAGE_TITLE, resolved)).toBe("[RESOLVED] NodeNotReady (critical)");
    expect(render(messageText({ style: "slack", grafana: GRAFANA }), data)).toBe(
      [
        "*Node n1 is not ready*",
        "Moved.",
        "<https://run.example.com/a.md|Runbook> <https://grafana.zai.dev/d/nodes?viewPanel=3|Panel> <https://grafana.zai.dev/alerting/silence/new?alertmanager=Alertmanager&matcher=alertname%3DNodeNotReady&matcher=node%3Dn+1%26&matcher=severity%3Dcritical|Silence> ",
        "*Node n2 is not ready*",
        "Moved.",
        "<https://grafana.zai.dev/alerting/silence/new?alertmanager=Alertmanager&matcher=alertname%3DNodeNotReady|Silence>",
      ].join("\n"),
    );
    expect(render(messageText({ style: "plain", grafana: GRAFANA }), inline)).toBe(
      [
        "Node n2 is not ready",
        "Moved.",
        "Silence: https://grafana.zai.dev/alerting/silence/new?alertmanager=Alertmanager&matcher=alertname%3DNodeNotReady",
        "",
        "",
        "1. Look.",
        "2. Think.",
      ].join("\n"),
    );
  });
});
