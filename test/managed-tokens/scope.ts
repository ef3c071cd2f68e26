import { type ManagedTokensScope, managedTokensScope } from "../../src/managed-tokens";
import { type Section, tokensConfig } from "./section";

/** The scope of a client with the service, all of it as by default but for what is given. */
export function scopeOf(given: Section = {}): ManagedTokensScope {
  return managedTokensScope(tokensConfig(given));
}
