import { describe, expect, it } from "vitest";
import type { ContactPoint } from "../../src/alert";
import { checkContactPoints, toAlertmanagerConfig, toGrafanaContactPoints } from "../../src/alert";
import { ALERTMANAGER_TEXT, GRAFANA_TEXT, MESSAGE_TITLE } from "../../src/alert/message";

const PLATFORM: ContactPoint = {
  name: "platform",
  kind: "slack",
  secretFile: "/etc/alerts/platform",
  channel: "#platform",
};

const ONCALL: ContactPoint = { name: "on call", kind: "webhook", secretFile: "/etc/alerts/on$call" };

const POINTS = [PLATFORM, ONCALL];

const ROUTES = { default: "platform", critical: ["on call", "platform"] };

describe("toGrafanaContactPoints", () => {
  const file: unknown = JSON.parse(toGrafanaContactPoints(POINTS, ROUTES));

  it("reads each address from its file, which is all that Grafana expands", () => {
    expect(file).toMatchObject({
      apiVersion: 1,
      contactPoints: [
        {
          orgId: 1,
          name: "platform",
          receivers: [
            {
              uid: "platform",
              type: "slack",
              settings: {
                url: "$__file{/etc/alerts/platform}",
                recipient: "#platform",
                title: MESSAGE_TITLE,
                text: GRAFANA_TEXT,
              },
            },
          ],
        },
        {
          name: "on call",
          receivers: [{ type: "webhook", settings: { url: "$__file{/etc/alerts/on$$call}", httpMethod: "POST" } }],
        },
      ],
    });
  });

  it("has one policy tree, in which every contact point of a critical alert gets it", () => {
    const critical = {
      object_matchers: [["severity", "=", "critical"]],
      group_by: ["alertname", "namespace"],
      group_wait: "10s",
      group_interval: "1m",
      repeat_interval: "1h",
    };
    expect(file).toMatchObject({
      policies: [
        {
          orgId: 1,
          receiver: "platform",
          group_by: ["alertname", "namespace"],
          group_wait: "30s",
          group_interval: "5m",
          repeat_interval: "12h",
          routes: [
            { receiver: "on call", continue: true, ...critical },
            { receiver: "platform", continue: false, ...critical },
          ],
        },
      ],
    });
  });

  it("sends all to the default without a critical route", () => {
    expect(JSON.parse(toGrafanaContactPoints(POINTS, { default: "platform" }))).toMatchObject({
      policies: [{ receiver: "platform", routes: [] }],
    });
  });
});

describe("toAlertmanagerConfig", () => {
  it("has the same routes and addresses from files", () => {
    expect(toAlertmanagerConfig(POINTS, ROUTES)).toEqual({
      route: {
        receiver: "platform",
        group_by: ["alertname", "namespace"],
        group_wait: "30s",
        group_interval: "5m",
        repeat_interval: "12h",
        routes: ["on call", "platform"].map((receiver) => ({
          receiver,
          matchers: ['severity="critical"'],
          continue: receiver === "on call",
          group_wait: "10s",
          group_interval: "1m",
          repeat_interval: "1h",
        })),
      },
      receivers: [
        {
          name: "platform",
          slack_configs: [
            {
              api_url_file: "/etc/alerts/platform",
              channel: "#platform",
              send_resolved: true,
              title: MESSAGE_TITLE,
              text: ALERTMANAGER_TEXT,
            },
          ],
        },
        { name: "on call", webhook_configs: [{ url_file: "/etc/alerts/on$call", send_resolved: true }] },
      ],
    });
  });
});

describe("messages", () => {
  it("name nothing of Grafana's in Alertmanager's", () => {
    expect(ALERTMANAGER_TEXT).not.toMatch(/PanelURL|SilenceURL|DashboardURL/);
    expect(GRAFANA_TEXT).toContain("{{ .SilenceURL }}");
  });

  it("hold no dollar, so that no boundary can take it for a variable", () => {
    expect(MESSAGE_TITLE + ALERTMANAGER_TEXT + GRAFANA_TEXT).not.toContain("$");
  });
});

describe("checkContactPoints", () => {
  const messages = (points: readonly ContactPoint[], routes: Parameters<typeof checkContactPoints>[1]) =>
    checkContactPoints(points, routes).map(({ path, message }) => `${path}: ${message}`);

  it("finds nothing in good ones", () => {
    expect(messages(POINTS, ROUTES)).toEqual([]);
  });

  it("refuses routes to nobody", () => {
    expect(messages([PLATFORM], { default: "platfrom", critical: ["platform", "oncall"] })).toEqual([
      'alerts.routes.default: got "platfrom", must be one of: platform',
      'alerts.routes.critical[1]: got "oncall", must be one of: platform',
    ]);
  });

  it("warns of a contact point that no route uses", () => {
    expect(checkContactPoints(POINTS, { default: "platform" })).toEqual([
      {
        path: "alerts.contactPoints.on call",
        message: "got no route to on call, so no alert ever reaches it",
        severity: "warning",
      },
    ]);
  });

  it("refuses a name twice and a path that is not absolute or would end the expansion", () => {
    expect(messages([PLATFORM, PLATFORM], { default: "platform" })).toEqual([
      "alerts.contactPoints.platform: got platform twice, must be unique",
    ]);
    expect(messages([{ ...PLATFORM, secretFile: "a" }], { default: "platform" })[0]).toContain(
      "must be an absolute path",
    );
    expect(messages([{ ...PLATFORM, secretFile: "/a}b" }], { default: "platform" })).toHaveLength(1);
  });
});
