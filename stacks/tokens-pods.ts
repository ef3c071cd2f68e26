import type { ClientConfig } from "../src/config";
import { quantityBytes } from "../src/quantity";
import type { Demand } from "../src/sizing/requests";
import { taskDemand, tokenPushDemand } from "../src/sizing/tasks";
import { NAMESPACES } from "./names";

/** A pod of the service, and what it asks for. */
export interface TokensPod extends Demand {
  readonly name: string;
}

/** The pods of the managed-tokens service: each is there for some minutes. What fills their file asks for less. */
export function tokensPods({ managedTokens }: ClientConfig): readonly TokensPod[] {
  if (managedTokens === undefined) return [];
  return [
    { name: "token-push", ...tokenPushDemand(quantityBytes(managedTokens.memory)) },
    { name: "refresh-uids-from-ferry", ...taskDemand("refresh-uids-from-ferry") },
    { name: "managed-tokens-onboarding", ...taskDemand("onboarding") },
  ];
}

/** ConfigMaps that somebody brings: the authorities of FERRY, where the image has none. */
export function tokensConfigMaps({ managedTokens }: ClientConfig) {
  const name = managedTokens?.ferry.caConfigMap;
  return name === undefined ? [] : [{ namespace: NAMESPACES.managedTokens, name }];
}
