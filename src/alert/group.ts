import type { Alert } from "./alert";
import type { RecordingGroup } from "./recording";

export interface AlertGroupProps {
  /** Unique. */
  readonly name: string;
  /** Title of Grafana's folder; not one of dashboards, which the other provisioner may create a second time. @default Alerts */
  readonly folder?: string;
  /** How often it is evaluated, a multiple of 10s. @default 1m */
  readonly interval?: string;
  /** Who looks after its alerts: the label `team`, by which routes can send them. @default platform */
  readonly team?: string;
  readonly alerts: readonly Alert[];
}

/** Alerts that are evaluated together. */
export type AlertGroup = Required<AlertGroupProps>;

/** What a rule file holds. */
export type RuleGroup = AlertGroup | RecordingGroup;

export function defineAlertGroup(props: AlertGroupProps): AlertGroup {
  return Object.freeze({ folder: "Alerts", interval: "1m", team: "platform", ...props });
}

/** Labels that every alert of the rule carries, beside those of its series. */
export function labelsOf(alert: Alert, group: Pick<AlertGroup, "team">): Readonly<Record<string, string>> {
  return { ...alert.labels, severity: alert.severity, team: alert.team ?? group.team };
}
