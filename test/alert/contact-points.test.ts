import { describe, expect, it } from "vitest";
import { type Notifications, routeTree, toAlertmanagerConfig, toGrafanaContactPoints } from "../../src/alert";
import { MESSAGE_TITLE, messageText } from "../../src/alert/message";
import { record, records } from "../../src/dashboard/read";
import { GRAFANA, MAIL, POINTS } from "./notifications";

const ROUTE = routeTree({ default: "platform", critical: ["oncall", "platform"], deadMan: { to: "oncall" } });

const NOTIFICATIONS: Notifications = { points: POINTS, route: ROUTE };

const SLACK = messageText({ style: "slack" });
const PLAIN = messageText({ style: "plain" });

describe("toGrafanaContactPoints", () => {
  const file = record(JSON.parse(toGrafanaContactPoints(NOTIFICATIONS)));
  const settings = Object.fromEntries(
    records(file.contactPoints).flatMap(({ receivers }) =>
      records(receivers).map(({ uid, settings }) => [uid, settings]),
    ),
  );

  it("has a receiver for each service, and secrets by variables, which are all that Grafana expands", () => {
    expect(settings).toEqual({
      "platform-slack": { url: "$SLACK", recipient: "#platform", title: MESSAGE_TITLE, text: SLACK },
      "platform-telegram": {
        bottoken: "$BOT",
        chatid: "-100123",
        message_thread_id: "4",
        parse_mode: "None",
        message: `${MESSAGE_TITLE}\n${PLAIN}`,
      },
      "oncall-pagerduty": {
        integrationKey: "$PAGERDUTY",
        url: "https://events.eu.pagerduty.com/v2/enqueue",
        severity: expect.stringContaining('eq .CommonLabels.severity "critical"'),
        summary: MESSAGE_TITLE,
        client: "Belvedere",
        details: { message: PLAIN },
      },
      "oncall-opsgenie": {
        apiKey: "$OPSGENIE",
        apiUrl: "https://api.eu.opsgenie.com/v2/alerts",
        message: MESSAGE_TITLE,
        description: PLAIN,
        responders: [{ type: "team", name: "platform" }],
      },
      "mail-email": {
        addresses: "ops@zai.dev;night@zai.dev",
        singleEmail: true,
        subject: MESSAGE_TITLE,
        message: PLAIN,
      },
      "mail-teams": { url: "$TEAMS", title: MESSAGE_TITLE, message: PLAIN },
      "hooks-webhook": {
        url: "$HOOK",
        httpMethod: "POST",
        authorization_scheme: "Bearer",
        authorization_credentials: "$TOKEN",
      },
      "chat-webhook": { url: "http://irc.chat.svc:8000/a$$b", httpMethod: "POST" },
      "basic-webhook": { url: "$BASIC", httpMethod: "POST", username: "al$$erts", password: "$PASSWORD" },
    });
  });

  it("says that an alert is over, unless it is told not to", () => {
    const silent = records(file.contactPoints)
      .filter(({ receivers }) => records(receivers).some(({ disableResolveMessage }) => disableResolveMessage))
      .map(({ name }) => name);
    expect(silent).toEqual(["hooks"]);
  });

  it("has one policy tree", () => {
    expect(records(file.policies)).toHaveLength(1);
    expect(records(file.policies)[0]).toMatchObject({
      orgId: 1,
      receiver: "platform",
      group_by: ["alertname", "namespace"],
      group_wait: "30s",
      group_interval: "5m",
      repeat_interval: "12h",
      routes: [
        { receiver: "oncall", object_matchers: [["alertname", "=", "Watchdog"]], repeat_interval: "5m" },
        { receiver: "platform", object_matchers: [["state", "=", "testing"]], mute_time_intervals: ["never-sent"] },
        { receiver: "oncall", object_matchers: [["severity", "=", "critical"]], continue: true, group_wait: "10s" },
        { receiver: "platform", object_matchers: [["severity", "=", "critical"]], continue: false },
      ],
    });
  });

  it("has mute timings, and no inhibitions, which Grafana takes from no file", () => {
    const muted = JSON.parse(
      toGrafanaContactPoints({
        ...NOTIFICATIONS,
        muteTimings: [{ name: "nights", days: ["sunday"], start: "22:00", end: "06:00", timeZone: "Europe/Berlin" }],
        inhibit: [{ source: [], target: [], equal: [] }],
      }),
    );
    expect(muted.muteTimes).toEqual([
      {
        orgId: 1,
        name: "nights",
        time_intervals: [
          { times: [{ start_time: "22:00", end_time: "24:00" }], weekdays: ["sunday"], location: "Europe/Berlin" },
          { times: [{ start_time: "00:00", end_time: "06:00" }], weekdays: ["monday"], location: "Europe/Berlin" },
        ],
      },
    ]);
    expect(JSON.stringify(muted)).not.toContain("inhibit");
  });
});

describe("toAlertmanagerConfig", () => {
  const config = record(toAlertmanagerConfig({ ...NOTIFICATIONS, mail: MAIL }, GRAFANA));

  it("reads every secret from a file", () => {
    const plain = messageText({ style: "plain", grafana: GRAFANA });
    expect(config.receivers).toMatchObject([
      {
        name: "platform",
        slack_configs: [{ api_url_file: "/s/slack", channel: "#platform", send_resolved: true }],
        telegram_configs: [{ bot_token_file: "/s/bot", chat_id: -100123, message_thread_id: 4, parse_mode: "" }],
      },
      {
        name: "oncall",
        pagerduty_configs: [{ routing_key_file: "/s/pagerduty", url: "https://events.eu.pagerduty.com/v2/enqueue" }],
        opsgenie_configs: [{ api_key_file: "/s/opsgenie", api_url: "https://api.eu.opsgenie.com/" }],
      },
      {
        name: "mail",
        email_configs: [{ to: "ops@zai.dev, night@zai.dev", html: "", text: plain }],
        msteamsv2_configs: [{ webhook_url_file: "/s/teams" }],
      },
      {
        name: "hooks",
        webhook_configs: [
          {
            url_file: "/s/hook",
            http_config: { authorization: { type: "Bearer", credentials_file: "/s/token" } },
            send_resolved: false,
          },
        ],
      },
      { name: "chat", webhook_configs: [{ url: "http://irc.chat.svc:8000/a$b" }] },
      {
        name: "basic",
        webhook_configs: [
          { url_file: "/s/basic", http_config: { basic_auth: { username: "al$erts", password_file: "/s/password" } } },
        ],
      },
    ]);
  });

  it("names the mail server once", () => {
    expect(config.global).toEqual({
      smtp_smarthost: "smtp.zai.dev:587",
      smtp_from: "alerts@zai.dev",
      smtp_auth_username: "apikey",
      smtp_auth_password_file: "/s/smtp",
      smtp_require_tls: true,
    });
    expect(record(toAlertmanagerConfig(NOTIFICATIONS, GRAFANA)).global).toBeUndefined();
  });

  it("has the same routes", () => {
    expect(config.route).toMatchObject({
      receiver: "platform",
      routes: [
        { receiver: "oncall", matchers: ['alertname="Watchdog"'] },
        { receiver: "platform", matchers: ['state="testing"'], mute_time_intervals: ["never-sent"] },
        { receiver: "oncall", matchers: ['severity="critical"'], continue: true, repeat_interval: "1h" },
        { receiver: "platform", matchers: ['severity="critical"'], continue: false },
      ],
    });
  });

  it("inhibits", () => {
    const inhibit = [
      {
        source: [{ label: "alertname", operator: "=" as const, value: 'a"b' }],
        target: [{ label: "severity", operator: "=~" as const, value: "info|warning" }],
        equal: ["node"],
      },
    ];
    expect(record(toAlertmanagerConfig({ ...NOTIFICATIONS, inhibit }, GRAFANA)).inhibit_rules).toEqual([
      { source_matchers: ['alertname="a\\"b"'], target_matchers: ['severity=~"info|warning"'], equal: ["node"] },
    ]);
  });
});

describe("messages", () => {
  const alertmanager = messageText({ style: "slack", grafana: GRAFANA });

  it("name nothing of Grafana's in Alertmanager's", () => {
    expect(alertmanager).not.toMatch(/PanelURL|SilenceURL|DashboardURL/);
    expect(SLACK).toContain("<{{ .SilenceURL }}|Silence>");
    expect(PLAIN).toContain("Silence: {{ .SilenceURL }}");
  });

  it("hold no dollar, so that no boundary can take it for a variable", () => {
    expect(MESSAGE_TITLE + alertmanager + SLACK + PLAIN).not.toContain("$");
  });
});
