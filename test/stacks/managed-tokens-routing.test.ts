import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type Labels, toAlertmanagerConfig, toGrafanaContactPoints } from "../../src/alert";
import { walk } from "../../src/alert/walk";
import { type ClientConfig, loadClient } from "../../src/config";
import { notificationsOf, notifiedAddresses } from "../../stacks/notifications";
import { role, tokensConfig } from "../managed-tokens/section";

const CLIENT = join(__dirname, "..", "..", "clients", "fermilab-example.yaml");

const STORE = {
  alertname: "TokenStoreTooOld",
  severity: "critical",
  team: "managed-tokens",
  credd: "credd.example.org",
};

describe("alerts of managed-tokens", () => {
  let config: ClientConfig;

  beforeAll(async () => {
    config = (await loadClient(CLIENT, { allowTypeScript: false })).config;
  });

  const notifications = (changed: Partial<ClientConfig> = {}) =>
    notificationsOf({ ...config, ...changed }, (key) => ({ file: `/etc/${key}`, variable: key }));

  const told = (labels: Labels, changed: Partial<ClientConfig> = {}) =>
    walk(notifications(changed).route, labels).map(({ receiver, groupBy }) => [receiver, groupBy.join()]);

  it("are told to the people of the experiment beside everybody else, one broken credd in one message", () => {
    expect(told({ ...STORE, experiment: "nova", role: "raw" })).toEqual([
      ["tokens-nova", "alertname,credd"],
      ["team", "alertname,credd"],
    ]);
  });

  it("are told to nobody of an experiment where they are of the service as a whole", () => {
    expect(told({ alertname: "TokenServicesFailed", severity: "warning", team: "managed-tokens" })).toEqual([
      ["team", "alertname,credd"],
    ]);
    expect(told({ alertname: "NodeNotReady", severity: "critical", team: "platform", experiment: "nova" })).toEqual([
      ["team", "alertname,namespace"],
    ]);
  });

  it("know an experiment by its real name and its roles, and leave out those that want to hear nothing", () => {
    const managedTokens = tokensConfig({
      experiments: {
        dune: { emails: ["dune@example.org"], roles: { production: role() } },
        "dune-2": {
          emails: ["second@example.org"],
          experimentOverride: "dune",
          roles: { raw: role(), test: role({ disableNotificationsOverride: true }) },
        },
        mu2e: { roles: { production: role() } },
        nova: { emails: ["nova@example.org"], roles: { production: role({ disableNotificationsOverride: true }) } },
      },
    });
    const receivers = (experiment: string, name: string) =>
      told({ ...STORE, experiment, role: name }, { managedTokens }).map(([receiver]) => receiver);
    expect(receivers("dune", "production")).toEqual(["tokens-dune", "team"]);
    expect(receivers("dune", "raw")).toEqual(["tokens-dune-2", "team"]);
    expect(receivers("dune", "test")).toEqual(["team"]);
    expect(receivers("mu2e", "production")).toEqual(["team"]);
    expect(receivers("nova", "production")).toEqual(["team"]);
    expect(notifications({ managedTokens }).points.map(({ name }) => name)).toEqual([
      "team",
      "tokens-dune",
      "tokens-dune-2",
    ]);
  });

  it("go by the mail server of the service where the config names none of its own", () => {
    expect(notifications().mail).toEqual({
      host: "smtp.example.org",
      port: 25,
      from: "managed-tokens@example.org",
      tls: false,
    });
    expect(notifiedAddresses(config)).toEqual(["smtp://smtp.example.org:25"]);
    const smtp = { host: "mail.example.org", port: 587, from: "a@example.org", tls: "required" as const };
    const own = { alerts: { ...config.alerts, smtp } };
    expect(notifications(own).mail).toMatchObject({ host: "mail.example.org", tls: true });
    expect(notifiedAddresses({ ...config, ...own })).toEqual(["smtp://mail.example.org:587"]);
    const silent = { managedTokens: tokensConfig() };
    expect(notifications(silent).mail).toBeUndefined();
    expect(notifiedAddresses({ ...config, ...silent })).toEqual([]);
  });

  it("are routed alike by both engines", () => {
    const alertmanager = JSON.stringify(toAlertmanagerConfig(notifications(), "https://grafana.example.org"));
    const grafana = toGrafanaContactPoints(notifications());
    for (const text of [alertmanager, grafana])
      for (const address of ["dune-ops@example.org", "nova-data@example.org"]) expect(text).toContain(address);
  });
});
