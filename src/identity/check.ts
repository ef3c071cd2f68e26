import type { Problem } from "../problem";
import { checkBrokers } from "./check-brokers";
import { checkClients } from "./check-clients";
import { checkNames } from "./check-names";
import { checkPlaceholders } from "./check-placeholders";
import { checkSettings } from "./check-settings";
import type { Realm } from "./realm-model";

/** A realm as a file may hold it: ours, or one that somebody changed. */
export type AnyRealm = Partial<Realm> & Readonly<Record<string, unknown>>;

/**
 * What Keycloak takes in silence and then does wrong, and what ends its import.
 *
 * @param secrets environment variables that will be there
 */
export function checkRealm(realm: AnyRealm | Realm, secrets: readonly string[]): Problem[] {
  const any = realm as AnyRealm;
  return [
    ...checkSettings(any),
    ...checkNames(any),
    ...checkClients(any),
    ...checkBrokers(any),
    ...checkPlaceholders(any, secrets),
  ];
}
