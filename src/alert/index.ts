export { parseDuration } from "../quantity";
export type { Adjustments, AlertOverride } from "./adjust";
export { adjusted, overridden } from "./adjust";
export type { Alert, AlertPanel, AlertProps, Bound } from "./alert";
export { defineAlert } from "./alert";
export type { Inhibition, Notifications } from "./alertmanager-config";
export { matcherText, toAlertmanagerConfig } from "./alertmanager-config";
export type { RuleOptions } from "./annotations";
export { type BatchJob, batchJobAlerts, sincePushed } from "./batch-job";
export type { Place } from "./check";
export { checkAlerts, recordedMetrics } from "./check-late";
export type { ContactPoint, ContactSecret, MailServer, Receiver, WebhookAuth } from "./contact-points";
export { toGrafanaContactPoints } from "./grafana-contact-points";
export { escapeGrafana, escapeGrafanaDeep, grafanaUid } from "./grafana-escape";
export type { GrafanaRuleOptions } from "./grafana-rules";
export { toGrafanaRules } from "./grafana-rules";
export type { AlertGroup, AlertGroupProps, RuleGroup } from "./group";
export { defineAlertGroup, labelsOf } from "./group";
export { humanized } from "./humanized";
export { type MuteTiming, timingsFor } from "./mute-timing";
export { conditionExpr, prometheusRules, type RuleFile, toLokiRules, toPrometheusRules } from "./prometheus-rules";
export { type PromtoolFile, promtoolFiles } from "./promtool-files";
export type { PromtoolOptions } from "./promtool-tests";
export { toPromtoolTests } from "./promtool-tests";
export type { RecordingGroup, RecordingGroupProps, RecordingRule, RecordingTest } from "./recording";
export { defineRecordingGroup } from "./recording";
export { toRetiredRules } from "./retired";
export type { LabelMatcher, Labels, Route, Timing } from "./route";
export { holdsWith, routesOf } from "./route";
export type { Grouping, Match, Routing, RoutingRule } from "./routing";
export { matchersOf, NEVER_SENT, routeTree, WATCHDOG } from "./routing";
export { toRunbook } from "./runbook";
export type {
  AlertTest,
  ExpectedAlert,
  FiringTest,
  InputLogs,
  InputSeries,
  LogLine,
  SilentTest,
  TestInput,
} from "./unit-test";
export { fires, silent } from "./unit-test";
