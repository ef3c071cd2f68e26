import type { JsonObject } from "../dashboard";
import type { ContactPoint, MailServer, Receiver, WebhookAuth } from "./contact-points";
import { MESSAGE_TITLE, messageText } from "./message";
import type { MuteTiming } from "./mute-timing";
import { toTimeInterval } from "./mute-timing";
import type { LabelMatcher, Route } from "./route";

/** An alert that keeps others quiet. */
export interface Inhibition {
  readonly source: readonly LabelMatcher[];
  readonly target: readonly LabelMatcher[];
  /** Labels that both have alike. */
  readonly equal: readonly string[];
}

/** All that decides who is told what, and when. */
export interface Notifications {
  readonly points: readonly ContactPoint[];
  readonly route: Route;
  /** @default none */
  readonly muteTimings?: readonly MuteTiming[];
  /** Alertmanager's alone. @default none */
  readonly inhibit?: readonly Inhibition[];
  /** Needed by contact points with email. @default none */
  readonly mail?: MailServer | undefined;
}

/**
 * Alertmanager's config.
 *
 * @param grafana address of Grafana, where messages lead people
 */
export function toAlertmanagerConfig(notifications: Notifications, grafana: string): JsonObject {
  const { points, route, muteTimings = [], inhibit = [], mail } = notifications;
  return {
    ...(mail === undefined ? {} : { global: mailModel(mail) }),
    ...(muteTimings.length === 0 ? {} : { time_intervals: muteTimings.map(toTimeInterval) }),
    ...(inhibit.length === 0 ? {} : { inhibit_rules: inhibit.map(inhibitionModel) }),
    route: routeModel(route, false),
    receivers: points.map((point) => ({ name: point.name, ...receiverModels(point, grafana) })),
  };
}

function mailModel({ host, port, from, login, tls }: MailServer): JsonObject {
  return {
    smtp_smarthost: `${host}:${port}`,
    smtp_from: from,
    ...(login === undefined ? {} : { smtp_auth_username: login.user, smtp_auth_password_file: login.passwordFile }),
    smtp_require_tls: tls,
  };
}

function inhibitionModel({ source, target, equal }: Inhibition): JsonObject {
  return { source_matchers: source.map(matcherText), target_matchers: target.map(matcherText), equal };
}

function routeModel(route: Route, child: boolean): JsonObject {
  return {
    receiver: route.receiver,
    ...(child ? { matchers: route.matchers.map(matcherText), continue: route.continue } : {}),
    group_by: route.groupBy,
    group_wait: route.wait,
    group_interval: route.interval,
    repeat_interval: route.repeat,
    ...(route.mute.length === 0 ? {} : { mute_time_intervals: route.mute }),
    ...(route.routes.length === 0 ? {} : { routes: route.routes.map((inner) => routeModel(inner, true)) }),
  };
}

/** `severity="critical"`, as Alertmanager reads it. */
export function matcherText({ label, operator, value }: LabelMatcher): string {
  return `${label}${operator}${JSON.stringify(value)}`;
}

/** Receivers by the key of their kind. */
function receiverModels({ receivers, resolved = true }: ContactPoint, grafana: string): JsonObject {
  const models: Record<string, JsonObject[]> = {};
  for (const receiver of receivers) {
    const [key, model] = receiverModel(receiver, grafana);
    models[key] = [...(models[key] ?? []), { ...model, send_resolved: resolved }];
  }
  return models;
}

function receiverModel(receiver: Receiver, grafana: string): readonly [key: string, JsonObject] {
  const plain = messageText({ style: "plain", grafana });
  switch (receiver.kind) {
    case "slack": {
      const { webhook, channel } = receiver;
      const text = messageText({ style: "slack", grafana });
      const where = channel === undefined ? {} : { channel };
      return ["slack_configs", { api_url_file: webhook.file, ...where, title: MESSAGE_TITLE, text }];
    }
    case "pagerduty": {
      const { integrationKey, region } = receiver;
      return [
        "pagerduty_configs",
        {
          routing_key_file: integrationKey.file,
          ...(region === "us" ? {} : { url: "https://events.eu.pagerduty.com/v2/enqueue" }),
          severity: PAGERDUTY_SEVERITY,
          description: MESSAGE_TITLE,
          client: "Belvedere",
          client_url: grafana,
          details: { message: plain },
        },
      ];
    }
    case "email":
      return [
        "email_configs",
        { to: receiver.to.join(", "), headers: { Subject: MESSAGE_TITLE }, html: "", text: plain },
      ];
    case "opsgenie": {
      const { apiKey, region, team } = receiver;
      return [
        "opsgenie_configs",
        {
          api_key_file: apiKey.file,
          api_url: `${OPSGENIE[region]}/`,
          message: MESSAGE_TITLE,
          description: plain,
          priority: OPSGENIE_PRIORITY,
          ...(team === undefined ? {} : { responders: [{ type: "team", name: team }] }),
        },
      ];
    }
    case "teams":
      return ["msteamsv2_configs", { webhook_url_file: receiver.webhook.file, title: MESSAGE_TITLE, text: plain }];
    case "telegram": {
      const { botToken, chat, thread } = receiver;
      const topic = thread === undefined ? {} : { message_thread_id: thread };
      // Text as it is: a `<` of a label would be refused as HTML.
      const message = `${MESSAGE_TITLE}\n${plain}`;
      return ["telegram_configs", { bot_token_file: botToken.file, chat_id: chat, ...topic, parse_mode: "", message }];
    }
    case "webhook": {
      const { url, auth } = receiver;
      const address = typeof url === "string" ? { url } : { url_file: url.file };
      return ["webhook_configs", { ...address, ...(auth === undefined ? {} : { http_config: httpModel(auth) }) }];
    }
  }
}

function httpModel(auth: WebhookAuth): JsonObject {
  if ("token" in auth) return { authorization: { type: "Bearer", credentials_file: auth.token.file } };
  return { basic_auth: { username: auth.user, password_file: auth.password.file } };
}

/** PagerDuty knows critical, error, warning and info. */
export const PAGERDUTY_SEVERITY =
  '{{ if eq .CommonLabels.severity "critical" }}critical{{ else if eq .CommonLabels.severity "info" }}info{{ else }}warning{{ end }}';

/** Addresses of Opsgenie. */
export const OPSGENIE = { us: "https://api.opsgenie.com", eu: "https://api.eu.opsgenie.com" } as const;

const OPSGENIE_PRIORITY =
  '{{ if eq .CommonLabels.severity "critical" }}P1{{ else if eq .CommonLabels.severity "info" }}P5{{ else }}P3{{ end }}';
