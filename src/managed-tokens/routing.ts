import type { ManagedTokensConfig } from "../config/schema/managed-tokens";

/** Label `team` of the alerts of the service, by which routes know them. */
export const TOKENS_TEAM = "managed-tokens";

/** Labels whose alerts share one message: all services of a broken credd are one, and all that fail in another way. */
export const TOKENS_GROUPING: readonly string[] = ["alertname", "credd"];

/** The people of an experiment, and the labels of the alerts that are theirs. */
export interface ExperimentContact {
  /** Name of the contact point. */
  readonly name: string;
  readonly emails: readonly string[];
  /** Real name of the experiment. */
  readonly experiment: string;
  readonly roles: readonly string[];
}

/** Those of every experiment that has any, without roles of which nobody is to be told. */
export function experimentContacts({ experiments }: ManagedTokensConfig): readonly ExperimentContact[] {
  return Object.entries(experiments).flatMap(([key, { emails, experimentOverride, roles }]) => {
    const told = Object.entries(roles).flatMap(([role, { disableNotificationsOverride: quiet }]) =>
      quiet === true ? [] : [role],
    );
    if (emails.length === 0 || told.length === 0) return [];
    return [{ name: `tokens-${key}`, emails, experiment: experimentOverride ?? key, roles: told }];
  });
}
