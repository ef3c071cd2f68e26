import type { JsonObject } from "../dashboard";
import type { ContactPoint, Routes } from "./contact-points";
import { GROUP_BY, TIMINGS } from "./contact-points";
import { ALERTMANAGER_TEXT, MESSAGE_TITLE } from "./message";

/** Alertmanager's config, with the same contact points and routes as Grafana's. Its templates hold `{{`: escape them for Helm's `tpl`. */
export function toAlertmanagerConfig(points: readonly ContactPoint[], routes: Routes): JsonObject {
  return { route: routeModel(routes), receivers: points.map(receiverModel) };
}

function routeModel(routes: Routes): JsonObject {
  const critical = routes.critical ?? [];
  return {
    receiver: routes.default,
    group_by: GROUP_BY,
    ...TIMINGS.default,
    routes: critical.map((receiver, index) => ({
      receiver,
      matchers: ['severity="critical"'],
      // So that the next contact point gets it too.
      continue: index < critical.length - 1,
      ...TIMINGS.critical,
    })),
  };
}

function receiverModel(point: ContactPoint): JsonObject {
  if (point.kind === "webhook") {
    return { name: point.name, webhook_configs: [{ url_file: point.secretFile, send_resolved: true }] };
  }
  return {
    name: point.name,
    slack_configs: [
      {
        api_url_file: point.secretFile,
        channel: point.channel,
        send_resolved: true,
        title: MESSAGE_TITLE,
        text: ALERTMANAGER_TEXT,
      },
    ],
  };
}
