import type { ManagedTokensConfig } from "../config/schema/managed-tokens";
import type { GivenSource } from "../secret-source";
import { servicesOf } from "./services";

/** Accounts whose keytab is found by their name: those of roles that name no file. */
export function keytabAccounts(config: Pick<ManagedTokensConfig, "experiments">): ReadonlySet<string> {
  const named = servicesOf(config).filter(({ settings }) => settings.keytabPathOverride === undefined);
  return new Set(named.map(({ settings }) => settings.account));
}

/** Where each keytab comes from, by its name: an account's own, or the one in the Secret of all. */
export function keytabSources(config: ManagedTokensConfig): Readonly<Record<string, GivenSource>> {
  const { keytabs, keytabSecret: name } = config;
  if (name === undefined) return keytabs;
  const others = [...keytabAccounts(config)]
    .filter((account) => !Object.hasOwn(keytabs, account))
    .map((account) => [account, { existing: { name, key: `${account}.keytab` } }] as const);
  return { ...keytabs, ...Object.fromEntries(others) };
}
