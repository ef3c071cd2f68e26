import type { Severity } from "../dashboard";
import { type Alert, type Bound, boundOf } from "./alert";
import type { AlertGroup } from "./group";

/** What a platform wants otherwise of an alert. */
export interface AlertOverride {
  readonly above?: Bound | undefined;
  readonly below?: Bound | undefined;
  readonly for?: string | undefined;
  readonly severity?: Severity | undefined;
  readonly team?: string | undefined;
}

export interface Adjustments {
  /** Names of alerts that are left out. */
  readonly disable: readonly string[];
  /** By name. */
  readonly overrides: Readonly<Record<string, AlertOverride>>;
}

/** The groups as a platform wants them; without those of which nothing is left. */
export function adjusted(groups: readonly AlertGroup[], adjustments: Adjustments): readonly AlertGroup[] {
  const { disable, overrides } = adjustments;
  if (disable.length === 0 && Object.keys(overrides).length === 0) return groups;
  return groups
    .map((group) => ({
      ...group,
      alerts: group.alerts
        .filter(({ name }) => !disable.includes(name))
        .map((alert) => overridden(alert, overrides[alert.name])),
    }))
    .filter(({ alerts }) => alerts.length > 0);
}

/**
 * The alert with another bound, time, severity or team.
 *
 * @throws Error for a bound on the side on which the alert has none, and for one that is not in its unit.
 */
export function overridden(alert: Alert, override: AlertOverride | undefined): Alert {
  if (override === undefined) return alert;
  const { above, below, ...rest } = override;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return { ...alert, ...given, ...otherBound(alert, "above", above), ...otherBound(alert, "below", below) };
}

function otherBound(alert: Alert, side: "above" | "below", bound: Bound | undefined): Partial<Alert> {
  if (bound === undefined) return {};
  if (alert[side] === undefined)
    throw new Error(
      `alert ${alert.name}: got ${side}, must be ${side === "above" ? "below" : "above"}: it is bad there`,
    );
  return { [side]: boundOf(alert, bound) };
}
