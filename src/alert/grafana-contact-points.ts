import type { Json, JsonObject } from "../dashboard";
import { stableJson } from "../dashboard";
import { type Notifications, OPSGENIE, PAGERDUTY_SEVERITY } from "./alertmanager-config";
import type { ContactPoint, ContactSecret, Receiver } from "./contact-points";
import { escapeGrafana, escapeGrafanaDeep, grafanaUid } from "./grafana-escape";
import { MESSAGE_TITLE, messageText } from "./message";
import { toTimeInterval } from "./mute-timing";
import type { Route } from "./route";

/**
 * The provisioning file (JSON) of contact points, mute timings and the one policy tree: of two trees Grafana keeps the last
 * that it reads. Inhibitions are left out: Grafana takes none from files.
 */
export function toGrafanaContactPoints({ points, route, muteTimings = [] }: Notifications): string {
  return stableJson({
    apiVersion: 1,
    contactPoints: points.map(contactPointModel),
    policies: [escapeGrafanaDeep({ orgId: 1, ...policy(route, false) })],
    ...(muteTimings.length === 0
      ? {}
      : { muteTimes: muteTimings.map((timing) => ({ orgId: 1, ...toTimeInterval(timing) })) }),
  });
}

function contactPointModel({ name, receivers, resolved = true }: ContactPoint): JsonObject {
  return {
    orgId: 1,
    name: escapeGrafana(name),
    receivers: receivers.map((receiver) => ({
      uid: grafanaUid(`${name}-${receiver.kind}`),
      type: receiver.kind,
      disableResolveMessage: !resolved,
      settings: settings(receiver),
    })),
  };
}

/** Grafana expands a variable once; what `$__file{}` puts in, it would expand again, and eat a `$` of the secret. */
function secret({ variable }: ContactSecret): string {
  return `$${variable}`;
}

const PLAIN = messageText({ style: "plain" });

function settings(receiver: Receiver): JsonObject {
  switch (receiver.kind) {
    case "slack": {
      const { webhook, channel } = receiver;
      const text = { title: MESSAGE_TITLE, text: messageText({ style: "slack" }) };
      return {
        url: secret(webhook),
        ...escaped({ ...text, ...(channel === undefined ? {} : { recipient: channel }) }),
      };
    }
    case "pagerduty": {
      const { integrationKey, region } = receiver;
      const url = region === "us" ? {} : { url: "https://events.eu.pagerduty.com/v2/enqueue" };
      const text = {
        severity: PAGERDUTY_SEVERITY,
        summary: MESSAGE_TITLE,
        client: "Belvedere",
        details: { message: PLAIN },
      };
      return { integrationKey: secret(integrationKey), ...escaped({ ...url, ...text }) };
    }
    case "email":
      return escaped({ addresses: receiver.to.join(";"), singleEmail: true, subject: MESSAGE_TITLE, message: PLAIN });
    case "opsgenie": {
      const { apiKey, region, team } = receiver;
      const text = { apiUrl: `${OPSGENIE[region]}/v2/alerts`, message: MESSAGE_TITLE, description: PLAIN };
      const responders = team === undefined ? {} : { responders: [{ type: "team", name: team }] };
      return { apiKey: secret(apiKey), ...escaped({ ...text, ...responders }) };
    }
    case "teams":
      return { url: secret(receiver.webhook), ...escaped({ title: MESSAGE_TITLE, message: PLAIN }) };
    case "telegram": {
      const { botToken, chat, thread } = receiver;
      const topic = thread === undefined ? {} : { message_thread_id: String(thread) };
      // Text as it is: a `<` of a label would be refused as HTML.
      const text = { parse_mode: "None", message: `${MESSAGE_TITLE}\n${PLAIN}` };
      return { bottoken: secret(botToken), chatid: String(chat), ...escaped({ ...topic, ...text }) };
    }
    case "webhook":
      return webhookSettings(receiver);
  }
}

function webhookSettings({ url, auth }: Extract<Receiver, { readonly kind: "webhook" }>): JsonObject {
  const address = typeof url === "string" ? escapeGrafana(url) : secret(url);
  if (auth === undefined) return { url: address, httpMethod: "POST" };
  const shown =
    "token" in auth
      ? { authorization_scheme: "Bearer", authorization_credentials: secret(auth.token) }
      : { username: escapeGrafana(auth.user), password: secret(auth.password) };
  return { url: address, httpMethod: "POST", ...shown };
}

function escaped(settings: Json): JsonObject {
  return escapeGrafanaDeep(settings) as JsonObject;
}

function policy(route: Route, child: boolean): JsonObject {
  return {
    receiver: route.receiver,
    ...(child
      ? {
          object_matchers: route.matchers.map(({ label, operator, value }) => [label, operator, value]),
          continue: route.continue,
        }
      : {}),
    group_by: route.groupBy,
    group_wait: route.wait,
    group_interval: route.interval,
    repeat_interval: route.repeat,
    ...(route.mute.length === 0 ? {} : { mute_time_intervals: route.mute }),
    routes: route.routes.map((inner) => policy(inner, true)),
  };
}
