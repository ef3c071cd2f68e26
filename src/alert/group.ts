import type { Alert } from "./alert";

export interface AlertGroupProps {
  /** Unique. */
  readonly name: string;
  /** Title of Grafana's folder; not one of dashboards, which the other provisioner may create a second time. @default Alerts */
  readonly folder?: string;
  /** How often it is evaluated, a multiple of 10s. @default 1m */
  readonly interval?: string;
  readonly alerts: readonly Alert[];
}

/** Alerts that are evaluated together. */
export type AlertGroup = Required<AlertGroupProps>;

export function defineAlertGroup(props: AlertGroupProps): AlertGroup {
  return Object.freeze({ folder: "Alerts", interval: "1m", ...props });
}
