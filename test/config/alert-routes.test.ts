import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { type ClientInput, parseClient } from "../../src/config";
import { problemsOf, validClient } from "./workspace";

type Alerts = ClientInput["alerts"];

const A = { env: "A" };

async function found(alerts: Partial<Alerts>): Promise<readonly string[]> {
  const client = validClient();
  const text = stringify({ ...client, alerts: { ...client.alerts, ...alerts } });
  return (await problemsOf({ "a.yaml": text })).map(
    ({ path, message, severity = "error" }) => `${severity} ${path}: ${message}`,
  );
}

const POINTS: Alerts["contactPoints"] = { everyone: { slack: { webhook: A } }, oncall: { slack: { webhook: A } } };

describe("routes", () => {
  it.each<readonly [string, Partial<Alerts["routes"]>, string]>([
    ["critical", { critical: ["onkall"] }, "alerts.routes.critical[0]"],
    ["info", { info: ["onkall"] }, "alerts.routes.info[0]"],
    ["deadMan", { deadMan: "onkall" }, "alerts.routes.deadMan"],
    ["testing", { testing: "onkall" }, "alerts.routes.testing"],
    ["teams", { teams: { shop: ["onkall"] } }, "alerts.routes.teams.shop[0]"],
    ["namespaces", { namespaces: { shop: ["onkall"] } }, "alerts.routes.namespaces.shop[0]"],
    ["rules", { rules: [{ match: {}, to: ["oncall", "onkall"] }] }, "alerts.routes.rules[0].to[1]"],
  ])("name contact points that are there: %s", async (_, routes, path) => {
    const problems = await found({
      contactPoints: POINTS,
      routes: { default: "everyone", warning: ["oncall"], ...routes },
    });
    expect(problems).toEqual([
      `error ${path}: got "onkall", must be one of the contact points everyone, oncall; did you mean "oncall"?`,
    ]);
  });

  it("name mute timings that are there, among them the maintenance window of a cluster", async () => {
    const routes = { default: "everyone", mute: ["maintenance", "night"], warning: ["oncall"] };
    expect(await found({ contactPoints: POINTS, routes })).toEqual([
      'error alerts.routes.mute[1]: got "night", must be one of the mute timings maintenance',
    ]);
    const muteTimings = { nights: { start: "22:00", end: "06:00" } };
    expect(await found({ contactPoints: POINTS, routes, muteTimings })).toEqual([
      'error alerts.routes.mute[1]: got "night", must be one of the mute timings nights, maintenance; did you mean "nights"?',
    ]);
  });

  it("group by labels, or by all of them", async () => {
    const routes = { default: "everyone", warning: ["oncall"], groupBy: ["...", "team"] };
    expect(await found({ contactPoints: POINTS, routes })).toEqual([
      "error alerts.routes.groupBy: got ... beside labels, must stand alone: it is every label",
    ]);
  });

  it("refuse an expression that RE2 does not know", async () => {
    const rules = [{ match: { team: { regex: "(?=a)" } }, to: ["oncall"] }];
    const [problem, ...more] = await found({ contactPoints: POINTS, routes: { default: "everyone", rules } });
    expect(problem).toContain("alerts.routes.rules[0].match.team");
    expect(more).toEqual([]);
  });
});

describe("contact points", () => {
  it("that no route leads to are warned of", async () => {
    expect(await found({ contactPoints: POINTS, routes: { default: "everyone" } })).toEqual([
      "warning alerts.contactPoints.oncall: no route leads to oncall, so no alert ever reaches it",
    ]);
  });

  it("with email have a server, and its user a password", async () => {
    const contactPoints = { everyone: { email: { to: ["a@zai.dev"] } } };
    const routes = { default: "everyone" };
    expect(await found({ contactPoints, routes })).toEqual([
      "error alerts.smtp: is missing, must stand beside alerts.contactPoints.everyone.email",
    ]);
    const smtp = { host: "smtp.zai.dev", from: "a@zai.dev" };
    expect(await found({ contactPoints, routes, smtp })).toEqual([]);
    expect(await found({ contactPoints, routes, smtp: { ...smtp, user: "a" } })).toEqual([
      "error alerts.smtp.password: is missing, must stand beside the user",
    ]);
    expect(await found({ contactPoints, routes, smtp: { ...smtp, password: A } })).toEqual([
      "error alerts.smtp.user: is missing, must stand beside the password",
    ]);
  });

  it("show one secret, and have names of their own", async () => {
    const webhook = { url: A, token: A, basicAuth: { user: "a", password: A } };
    const contactPoints = { everyone: { webhook }, "dead-man": { webhook: { url: A } } };
    expect(await found({ contactPoints, routes: { default: "everyone", critical: ["dead-man"] } })).toEqual([
      "error alerts.contactPoints.everyone.webhook.token: got token beside basicAuth, must be one of them",
      'error alerts.contactPoints.dead-man: got "dead-man", which is the webhook of alerts.routes.deadMan; must have another name',
    ]);
  });
});

describe("times and inhibitions", () => {
  it("are some", async () => {
    const muteTimings = { nights: { start: "22:00", end: "22:00" }, maintenance: { start: "01:00", end: "02:00" } };
    expect(await found({ muteTimings })).toEqual([
      'error alerts.muteTimings.nights.end: got "22:00", which is the start; must be another time',
      'error alerts.muteTimings.maintenance: got "maintenance", which is the maintenance window of cluster.maintenance; must have another name',
    ]);
  });

  it("that an engine does not apply are warned of", async () => {
    const inhibit = [{ source: { severity: "critical" }, target: { severity: "warning" } }];
    expect(await found({ inhibit, engine: "prometheus" })).toEqual([]);
    expect(await found({ inhibit })).toEqual([
      expect.stringContaining("warning alerts.inhibit: got inhibitions, which Grafana takes by its API alone"),
    ]);
  });
});

describe("files that a config names", () => {
  it("are read for a config in a file alone", () => {
    const client = validClient();
    const alerts = { ...client.alerts, rules: ["./orders.yaml"], ledger: "./rules.json" };
    expect(() => parseClient({ ...client, alerts })).toThrow(
      'alerts.rules[0]: got "./orders.yaml", which only a config in a file can name; must be what stands in it\nalerts.ledger: got "./rules.json", which only',
    );
  });
});
