import type { ManagedTokensConfig } from "../src/config/schema/managed-tokens";
import { keytabSources } from "../src/managed-tokens/keytabs";
import type { SecretSet, SecretSource } from "../src/secret-source";
import { NAMESPACES } from "./names";

const namespace = NAMESPACES.managedTokens;

/** Slack's addresses, each a secret. */
export function slackUrls({ notifications, notificationsTest }: ManagedTokensConfig): SecretSet {
  const all: readonly (readonly [string, SecretSource | undefined])[] = [
    ["notifications", notifications.slackAlertsUrl],
    ["notificationsTest", notificationsTest?.slackAlertsUrl],
  ];
  const sources = all.flatMap(([key, source]) => (source === undefined ? [] : [[key, source] as const]));
  return { namespace, name: "managed-tokens-slack", sources: Object.fromEntries(sources) };
}

/** The client's certificate for FERRY, and its key. */
export function ferryClient({ ferry }: ManagedTokensConfig) {
  return {
    namespace,
    name: "managed-tokens-ferry",
    sources: { "tls.crt": ferry.hostCert, "tls.key": ferry.hostKey },
  } satisfies SecretSet;
}

/** The keytab of every account, by the name of its file. */
export function keytabs(config: ManagedTokensConfig): SecretSet {
  const sources = Object.entries(keytabSources(config)).map(([account, source]) => [`${account}.keytab`, source]);
  return { namespace, name: "managed-tokens-keytabs", sources: Object.fromEntries(sources), binary: true };
}

/** All secrets of the service. */
export function tokensSets(config: ManagedTokensConfig): readonly SecretSet[] {
  return [slackUrls(config), ferryClient(config), keytabs(config)];
}
