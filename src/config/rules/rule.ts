import type { Finding } from "../explain/finding";
import { valueAt } from "../explain/spot";
import type { ClientConfig } from "../schema";
import type { Path } from "../source/tree";

export type Section = keyof ClientConfig;

/** Whether a path is written in the config, and not there by default. */
export type Written = (...path: (string | number)[]) => boolean;

/** A rule over sections that are valid each on their own. */
export interface Rule<S extends Section> {
  readonly needs: readonly S[];
  readonly check: (config: Pick<ClientConfig, S>, written: Written) => Finding[];
}

/** A rule that runs when the sections it needs are valid. */
export type SectionRule = (parsed: Partial<Record<Section, unknown>>, input: unknown) => Finding[];

/** Ties a rule to the sections that it needs. */
export function defineRule<S extends Section>({ needs, check }: Rule<S>): SectionRule {
  return (parsed, input) => {
    if (!needs.every((section) => Object.hasOwn(parsed, section))) return [];
    return check(parsed as Pick<ClientConfig, S>, (...path: Path) => valueAt(input, path) !== undefined);
  };
}
