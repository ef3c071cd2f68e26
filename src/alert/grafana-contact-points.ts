import type { Json, JsonObject } from "../dashboard";
import { stableJson } from "../dashboard";
import type { ContactPoint, Routes } from "./contact-points";
import { GROUP_BY, TIMINGS } from "./contact-points";
import { escapeGrafana, escapeGrafanaDeep, grafanaUid } from "./grafana-escape";
import { GRAFANA_TEXT, MESSAGE_TITLE } from "./message";

/** The provisioning file (JSON) of contact points and of the one policy tree: of two trees Grafana keeps the last it reads. */
export function toGrafanaContactPoints(points: readonly ContactPoint[], routes: Routes): string {
  return stableJson({
    apiVersion: 1,
    contactPoints: points.map(contactPointModel),
    policies: [escapeGrafanaDeep({ orgId: 1, ...policy(routes) })],
  });
}

function contactPointModel(point: ContactPoint): JsonObject {
  return {
    orgId: 1,
    name: escapeGrafana(point.name),
    receivers: [
      {
        uid: grafanaUid(point.name),
        type: point.kind,
        disableResolveMessage: false,
        // The one text here that Grafana is meant to expand.
        settings: { ...textSettings(point), url: `$__file{${escapeGrafana(point.secretFile)}}` },
      },
    ],
  };
}

function textSettings(point: ContactPoint): Readonly<Record<string, Json>> {
  if (point.kind === "webhook") return { httpMethod: "POST" };
  const recipient = point.channel === undefined ? {} : { recipient: escapeGrafana(point.channel) };
  return { ...recipient, title: escapeGrafana(MESSAGE_TITLE), text: escapeGrafana(GRAFANA_TEXT) };
}

function policy(routes: Routes): JsonObject {
  const critical = routes.critical ?? [];
  return {
    receiver: routes.default,
    group_by: GROUP_BY,
    ...TIMINGS.default,
    routes: critical.map((receiver, index) => ({
      receiver,
      object_matchers: [["severity", "=", "critical"]],
      // So that the next contact point gets it too.
      continue: index < critical.length - 1,
      group_by: GROUP_BY,
      ...TIMINGS.critical,
    })),
  };
}
