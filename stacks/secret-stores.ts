import type { ClientConfig } from "../src/config";
import type { Backend, Dependable, Stack } from "../src/terraform";
import { NAMESPACES } from "./names";
import { bringsOperator, usedStores } from "./used-stores";

export interface Stores {
  /** For whoever uses a secret of theirs. */
  readonly ready: readonly Dependable[];
  /** What the operator tells of itself. */
  readonly targets: readonly Backend[];
}

/** Makes the stores that secrets name, and what reads them. */
export function makeStores(stack: Stack, config: ClientConfig, namespaces: readonly Dependable[]): Stores {
  const stores = usedStores(config);
  if (stores.length === 0) return { ready: [], targets: [] };
  // Loaded by those who have one.
  const { ExternalSecrets, SecretStore } =
    require("../constructs/external-secrets") as typeof import("../constructs/external-secrets");
  const operator = bringsOperator(config)
    ? new ExternalSecrets(stack, "external-secrets", {
        after: namespaces,
        namespace: NAMESPACES.externalSecrets,
        size: config.size,
        mirror: config.charts.mirror,
        images: config.images,
        overrides: config.secrets.values,
      })
    : undefined;
  const ready = stores.map(
    ({ name, provider, namespaces: usedBy }) =>
      new SecretStore(stack, `store-${name}`, {
        after: operator === undefined ? namespaces : [...namespaces, operator.ready],
        namespace: NAMESPACES.secretStores,
        name,
        provider,
        usedIn: usedBy,
        controller: operator?.controller,
      }).ready,
  );
  return { ready, targets: operator?.metrics ?? [] };
}
