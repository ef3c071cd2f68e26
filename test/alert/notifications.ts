import type { ContactPoint, ContactSecret, MailServer } from "../../src/alert";

export const GRAFANA = "https://grafana.zai.dev";

function secret(name: string): ContactSecret {
  return { file: `/s/${name}`, variable: name.toUpperCase() };
}

/** Every kind of receiver. */
export const POINTS: readonly ContactPoint[] = [
  {
    name: "platform",
    receivers: [
      { kind: "slack", webhook: secret("slack"), channel: "#platform" },
      { kind: "telegram", botToken: secret("bot"), chat: -100123, thread: 4 },
    ],
  },
  {
    name: "oncall",
    receivers: [
      { kind: "pagerduty", integrationKey: secret("pagerduty"), region: "eu" },
      { kind: "opsgenie", apiKey: secret("opsgenie"), region: "eu", team: "platform" },
    ],
  },
  {
    name: "mail",
    receivers: [
      { kind: "email", to: ["ops@zai.dev", "night@zai.dev"] },
      { kind: "teams", webhook: secret("teams") },
    ],
  },
  {
    name: "hooks",
    receivers: [{ kind: "webhook", url: secret("hook"), auth: { token: secret("token") } }],
    resolved: false,
  },
  { name: "chat", receivers: [{ kind: "webhook", url: "http://irc.chat.svc:8000/a$b" }] },
  {
    name: "basic",
    receivers: [{ kind: "webhook", url: secret("basic"), auth: { user: "al$erts", password: secret("password") } }],
  },
];

export const MAIL: MailServer = {
  host: "smtp.zai.dev",
  port: 587,
  from: "alerts@zai.dev",
  login: { user: "apikey", passwordFile: "/s/smtp" },
  tls: true,
};
