import { describe, expect, it } from "vitest";
import { type ClientInput, parseClient } from "../../src/config";
import { secretVariables } from "../../stacks/secret-uses";
import { clientWith } from "./own-alerts";
import { resourcesOf } from "./resources";

const secret = (env: string) => ({ env });

const ALERTS: Partial<ClientInput["alerts"]> = {
  smtp: { host: "smtp.acme.dev", port: 465, from: "alerts@acme.dev", user: "apikey", password: secret("SMTP") },
  contactPoints: {
    chat: { slack: { webhook: secret("SLACK"), channel: "#a" }, teams: { webhook: secret("TEAMS") } },
    oncall: {
      pagerduty: { integrationKey: secret("PAGERDUTY"), region: "eu" },
      opsgenie: { apiKey: secret("OPSGENIE"), team: "platform" },
      email: { to: ["ops@acme.dev"] },
    },
    far: { telegram: { botToken: { existing: { name: "bot", key: "token" } }, chat: -100, thread: 4 } },
    hook: { webhook: { url: secret("HOOK"), basicAuth: { user: "u", password: secret("HOOK_PASSWORD") } } },
    irc: { irc: { bridge: "http://irc-relay.chat.svc:8000/", channel: "#ops" }, resolved: false },
  },
  routes: {
    default: "chat",
    critical: ["oncall", "chat"],
    info: [],
    deadMan: { webhook: secret("DEAD_MAN"), repeat: "10m" },
    testing: "irc",
    teams: { shop: ["far"] },
    rules: [{ match: { a: "b" }, to: ["hook"], mute: ["nights"] }],
  },
  muteTimings: { nights: { start: "22:00", end: "06:00" } },
  inhibit: [{ source: { severity: "critical" }, target: { severity: ["warning", "info"] }, equal: ["node"] }],
  engine: "prometheus",
};

describe("notifications of a client", () => {
  const config = parseClient(clientWith(ALERTS));
  const { valuesOf, grafanaValues, files, egressOfGrafana } = resourcesOf(config, "acme-observability");
  const { config: alertmanager } = valuesOf("prometheus").alertmanager;

  it("read every secret of Alertmanager from a file of a Secret that it mounts", () => {
    const read = [...JSON.stringify(alertmanager).matchAll(/_file":"(\/[^"]+)"/g)].map(([, file = ""]) => file);
    const mounts = valuesOf("prometheus").alertmanager.extraSecretMounts.map(
      ({ mountPath }: { readonly mountPath: string }) => mountPath,
    );
    expect(mounts).toEqual(["/etc/secrets/bot", "/etc/secrets/contact-points"]);
    expect(read.sort()).toEqual([
      "/etc/secrets/bot/token",
      "/etc/secrets/contact-points/chat.slack.webhook",
      "/etc/secrets/contact-points/chat.teams.webhook",
      "/etc/secrets/contact-points/dead-man.webhook.url",
      "/etc/secrets/contact-points/hook.webhook.password",
      "/etc/secrets/contact-points/hook.webhook.url",
      "/etc/secrets/contact-points/oncall.opsgenie.apiKey",
      "/etc/secrets/contact-points/oncall.pagerduty.integrationKey",
      "/etc/secrets/contact-points/smtp.password",
    ]);
  });

  it("read every secret of Grafana from a variable of a Secret, and the mail server's from a file", () => {
    const points = JSON.stringify(JSON.parse(files["alerts-contact-points.json"] ?? "").contactPoints);
    const used = [...points.matchAll(/"\$([A-Z_]+)"/g)].map(([, name = ""]) => name).sort();
    const variables = Object.keys(grafanaValues.envValueFrom).filter((name) => name !== "ALERTS_SMTP_PASSWORD");
    expect(used).toEqual(variables.sort());
    expect(used).toHaveLength(8);
    expect(grafanaValues["grafana.ini"].smtp).toEqual({
      enabled: true,
      host: "smtp.acme.dev:465",
      from_address: "alerts@acme.dev",
      from_name: "Grafana",
      user: "apikey",
      password: "$__file{/etc/secrets/contact-points/smtp.password}",
      startTLS_policy: "MandatoryStartTLS",
    });
  });

  it("asks the deploying job for each of them once", () => {
    const own = secretVariables(config).filter((name) => name !== "TF_VAR_GRAFANA_ADMIN_PASSWORD");
    expect([...own].sort()).toEqual(
      ["DEAD_MAN", "HOOK", "HOOK_PASSWORD", "OPSGENIE", "PAGERDUTY", "SLACK", "SMTP", "TEAMS"].map(
        (name) => `TF_VAR_${name}`,
      ),
    );
  });

  it("go to IRC by a bridge, and to the dead man without an end", () => {
    const receivers = Object.fromEntries(
      alertmanager.receivers.map(({ name, ...kinds }: { readonly name: string }) => [name, kinds]),
    );
    expect(receivers.irc).toEqual({
      webhook_configs: [{ url: "http://irc-relay.chat.svc:8000/ops", send_resolved: false }],
    });
    expect(receivers["dead-man"].webhook_configs[0].send_resolved).toBe(false);
    expect(alertmanager.route.routes[0]).toMatchObject({ receiver: "dead-man", repeat_interval: "10m" });
  });

  it("are let through to the mail server and the bridge", () => {
    expect(egressOfGrafana).toContain(465);
    expect(egressOfGrafana).not.toContain(8000);
  });

  it("inhibit, and are muted at the times that there are", () => {
    expect(alertmanager.inhibit_rules).toEqual([
      { source_matchers: ['severity="critical"'], target_matchers: ['severity=~"warning|info"'], equal: ["node"] },
    ]);
    expect(alertmanager.time_intervals.map(({ name }: { readonly name: string }) => name)).toEqual([
      "nights",
      "never-sent",
    ]);
  });

  it("have their rules in Prometheus' files, templates and all", () => {
    const { serverFiles } = valuesOf("prometheus");
    const summaries = JSON.stringify(serverFiles["alerting_rules.yml"]);
    expect(summaries).toContain("{{ $labels.node }}");
    expect(Object.keys(files).filter((name) => name.startsWith("alerts-"))).toEqual(["alerts-contact-points.json"]);
  });
});

describe("mute timings", () => {
  it("know the maintenance window of a DigitalOcean cluster, through midnight too", () => {
    const input = clientWith({
      contactPoints: { team: { slack: { webhook: secret("A") } } },
      routes: { default: "team", mute: ["maintenance"] },
    });
    const cluster: ClientInput["cluster"] = {
      provider: "digitalocean",
      name: "acme",
      region: "fra1",
      nodePools: { main: { size: "s-4vcpu-8gb", count: 2 } },
      destroyAllAssociatedResources: false,
      maintenance: { day: "sunday", start: "22:30" },
    };
    const config = parseClient({ ...input, cluster });
    const { valuesOf } = resourcesOf(config, "acme-observability");
    expect(valuesOf("prometheus").alertmanager.config.time_intervals[0]).toEqual({
      name: "maintenance",
      time_intervals: [
        { times: [{ start_time: "22:30", end_time: "24:00" }], weekdays: ["sunday"] },
        { times: [{ start_time: "00:00", end_time: "02:30" }], weekdays: ["monday"] },
      ],
    });
  });
});
