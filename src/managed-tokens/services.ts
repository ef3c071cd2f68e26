import type { ManagedTokensConfig } from "../config/schema/managed-tokens";
import type { TokensRoleConfig } from "../config/schema/managed-tokens-experiments";

/** One service: a role of an experiment. */
export interface TokenService {
  /** Key of the experiment in the config. */
  readonly experiment: string;
  readonly role: string;
  /** What the program calls it on its command line: `<experiment>_<role>`. */
  readonly name: string;
  /** Label `service` of its metrics: with the experiment's real name. */
  readonly label: string;
  /** Who is told of its failures. */
  readonly emails: readonly string[];
  readonly settings: TokensRoleConfig;
}

/** Every service of a config, in the order in which it is written. */
export function servicesOf({ experiments }: Pick<ManagedTokensConfig, "experiments">): readonly TokenService[] {
  return Object.entries(experiments).flatMap(([experiment, { emails, experimentOverride, roles }]) =>
    Object.entries(roles).map(([role, settings]) => ({
      experiment,
      role,
      name: `${experiment}_${role}`,
      label: `${experimentOverride ?? experiment}_${role}`,
      emails,
      settings,
    })),
  );
}
