import { type AlertScope, alertGroupsFor, recordingGroupsFor } from "../alerts";
import { type Adjustments, type AlertGroup, adjusted, type RecordingGroup } from "../src/alert";

/** The shipped rules that a client wants, which clients may have alike. */
export interface ShippedRules {
  readonly alerts: readonly AlertGroup[];
  readonly recordings: readonly RecordingGroup[];
}

/** The alerts and recordings that a client wants of those that are shipped. */
export function shippedRules(scope: AlertScope & Adjustments): ShippedRules {
  return { alerts: adjusted(alertGroupsFor(scope), scope), recordings: recordingGroupsFor(scope) };
}
