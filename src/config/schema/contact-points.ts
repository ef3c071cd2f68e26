import { z } from "zod";
import { host, httpUrl, name, port, secretSource } from "./common";

const slack = z
  .strictObject({
    webhook: secretSource.meta({ description: "Incoming-webhook address.", examples: [{ env: "SLACK_WEBHOOK" }] }),
    channel: z
      .string()
      .regex(/^[#@].+$/, "must start with # or @")
      .optional()
      .meta({ description: "Channel, where the webhook may choose one.", examples: ["#platform"] }),
  })
  .optional()
  .meta({ description: "Slack.", examples: [{ webhook: { env: "SLACK_WEBHOOK" } }] });

const pagerduty = z
  .strictObject({
    integrationKey: secretSource.meta({
      description: "Integration key of a service, Events API v2.",
      examples: [{ env: "PAGERDUTY_KEY" }],
    }),
    region: z
      .enum(["us", "eu"])
      .default("us")
      .meta({ description: "Where the account is served.", examples: ["eu"] }),
  })
  .optional()
  .meta({ description: "PagerDuty.", examples: [{ integrationKey: { env: "PAGERDUTY_KEY" } }] });

const address = z.string().regex(/^[^\s@,;<>"]+@[^\s@,;<>"]+$/, "must be an address such as ops@example.com");

const email = z
  .strictObject({
    to: z
      .array(address)
      .min(1)
      .meta({ description: "Addresses, all in one message.", examples: [["ops@zai.dev"]] }),
  })
  .optional()
  .meta({ description: "Email, by the server of `alerts.smtp`.", examples: [{ to: ["ops@zai.dev"] }] });

const opsgenie = z
  .strictObject({
    apiKey: secretSource.meta({ description: "Key of an API integration.", examples: [{ env: "OPSGENIE_KEY" }] }),
    region: z
      .enum(["us", "eu"])
      .default("us")
      .meta({ description: "Where the account is served.", examples: ["eu"] }),
    team: z
      .string()
      .min(1)
      .optional()
      .meta({ description: "Team that is told. Without it: the integration's.", examples: ["platform"] }),
  })
  .optional()
  .meta({ description: "Opsgenie.", examples: [{ apiKey: { env: "OPSGENIE_KEY" } }] });

const teams = z
  .strictObject({
    webhook: secretSource.meta({
      description: 'Address of a workflow, "Post to a channel when a webhook request is received".',
      examples: [{ env: "TEAMS_WEBHOOK" }],
    }),
  })
  .optional()
  .meta({ description: "Microsoft Teams.", examples: [{ webhook: { env: "TEAMS_WEBHOOK" } }] });

const telegram = z
  .strictObject({
    botToken: secretSource.meta({ description: "Token of the bot.", examples: [{ env: "TELEGRAM_TOKEN" }] }),
    chat: z.int().meta({ description: "Id of the chat; of groups it is negative.", examples: [-1001234567890] }),
    thread: z
      .int()
      .min(1)
      .max(2_147_483_647)
      .optional()
      .meta({ description: "Topic of the chat.", examples: [4] }),
  })
  .optional()
  .meta({ description: "Telegram.", examples: [{ botToken: { env: "TELEGRAM_TOKEN" }, chat: -1001234567890 }] });

const webhook = z
  .strictObject({
    url: secretSource.meta({ description: "Address that alerts are posted to.", examples: [{ env: "ALERT_WEBHOOK" }] }),
    token: secretSource
      .optional()
      .meta({ description: "Bearer token of each call.", examples: [{ env: "ALERT_WEBHOOK_TOKEN" }] }),
    basicAuth: z
      .strictObject({
        user: z
          .string()
          .min(1)
          .meta({ description: "User name.", examples: ["alerts"] }),
        password: secretSource.meta({ description: "Password.", examples: [{ env: "ALERT_WEBHOOK_PASSWORD" }] }),
      })
      .optional()
      .meta({
        description: "User and password of each call, instead of a token.",
        examples: [{ user: "alerts", password: { env: "ALERT_WEBHOOK_PASSWORD" } }],
      }),
  })
  .optional()
  .meta({ description: "Any HTTP endpoint.", examples: [{ url: { env: "ALERT_WEBHOOK" } }] });

const irc = z
  .strictObject({
    bridge: httpUrl.meta({
      description:
        "Address of a bridge that takes Alertmanager's webhooks at `/CHANNEL`, such as alertmanager-irc-relay. Pods are let through to it.",
      examples: ["http://irc-relay.chat.svc:8000"],
    }),
    channel: z
      .string()
      .regex(/^#[A-Za-z0-9._-]+$/, "must be # and letters, digits, dots, underscores, hyphens")
      .meta({ description: "Channel.", examples: ["#platform"] }),
  })
  .optional()
  .meta({
    description: "IRC, through a bridge.",
    examples: [{ bridge: "http://irc-relay.chat.svc:8000", channel: "#platform" }],
  });

const KINDS = { slack, pagerduty, email, opsgenie, teams, telegram, webhook, irc };

/** One place, or several that are told the same. */
const contactPoint = z
  .strictObject({
    ...KINDS,
    resolved: z
      .boolean()
      .default(true)
      .meta({ description: "Say it too when an alert is over.", examples: [false] }),
  })
  .refine(
    (point) => Object.keys(KINDS).some((kind) => point[kind as keyof typeof KINDS] !== undefined),
    `must have at least one of ${Object.keys(KINDS).join(", ")}`,
  )
  .meta({ id: "ContactPoint" });

export const contactPointName = name;

export const contactPoints = z
  .record(contactPointName, contactPoint)
  .refine(
    (points) => Object.keys(points).length > 0,
    "must have at least one contact point: alerts that reach nobody are no alerts",
  )
  .meta({
    description: "Where alerts can go, by name. One that names several services tells all of them.",
    examples: [{ platform: { slack: { webhook: { env: "SLACK_WEBHOOK" } } } }],
  });

export const smtp = z
  .strictObject({
    host: host.meta({ description: "Server that takes mail.", examples: ["smtp.sendgrid.net"] }),
    port: port.default(587).meta({ description: "Its port.", examples: [587] }),
    from: address.meta({ description: "Sender.", examples: ["alerts@zai.dev"] }),
    user: z
      .string()
      .min(1)
      .optional()
      .meta({ description: "User name, where the server wants one.", examples: ["apikey"] }),
    password: secretSource
      .optional()
      .meta({ description: "Password of the user.", examples: [{ env: "SMTP_PASSWORD" }] }),
    tls: z
      .enum(["required", "none"])
      .default("required")
      .meta({
        description:
          "`required` sends nothing unless the server offers STARTTLS, or the port is 465. `none` is for a relay of the cluster's own.",
        examples: ["none"],
      }),
  })
  .optional()
  .meta({
    description: "Mail server, for contact points with `email`. Grafana's own mails go by it too.",
    examples: [
      { host: "smtp.sendgrid.net", from: "alerts@zai.dev", user: "apikey", password: { env: "SMTP_PASSWORD" } },
    ],
  });

export type ContactPointConfig = z.output<typeof contactPoint>;
