import { type JsonObject, stableJson } from "../dashboard";
import { escapeGrafana } from "./grafana-escape";
import { EXPRESSION } from "./grafana-rules";

/**
 * The provisioning file (JSON) of rules that are no more. Grafana keeps a rule that leaves its file, and goes on alerting:
 * each is paused first, then deleted. Releases in which the deletion has no effect (13.2.0) are left with the pause.
 */
export function toRetiredRules(uids: readonly string[]): string {
  return stableJson({
    apiVersion: 1,
    groups: [{ orgId: 1, name: "retired", folder: "Alerts", interval: "1h", rules: uids.map(pausedRule) }],
    deleteRules: uids.map((uid) => ({ orgId: 1, uid: escapeGrafana(uid) })),
  });
}

/** As little as Grafana takes for a rule, with the uid of the one that was. */
function pausedRule(uid: string): JsonObject {
  return {
    uid: escapeGrafana(uid),
    title: escapeGrafana(uid),
    isPaused: true,
    condition: "A",
    data: [
      {
        refId: "A",
        queryType: "",
        relativeTimeRange: { from: 0, to: 0 },
        datasourceUid: EXPRESSION.uid,
        model: { refId: "A", datasource: { ...EXPRESSION }, type: "math", expression: "0" },
      },
    ],
    for: "0s",
    noDataState: "OK",
    execErrState: "OK",
    annotations: { summary: "Retired: no longer among the alerts of the config" },
    labels: { state: "testing" },
  };
}
