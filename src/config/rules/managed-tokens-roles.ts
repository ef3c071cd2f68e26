import { servicesOf, type TokenService } from "../../managed-tokens/services";
import type { Finding } from "../explain/finding";
import { nest } from "../explain/path";
import type { ManagedTokensConfig } from "../schema/managed-tokens";
import type { Path } from "../source/tree";

/** Where a service stands in the config. */
export function rolePath({ experiment, role }: Pick<TokenService, "experiment" | "role">): Path {
  return ["managedTokens", "experiments", experiment, "roles", role];
}

/** Services that the program would leave out, or push twice to a node. */
export function roleFindings(tokens: ManagedTokensConfig): Finding[] {
  const services = servicesOf(tokens);
  return [
    ...missingPattern(tokens, services),
    ...missingCollector(tokens, services),
    ...services.flatMap(repeatedNodes),
  ];
}

function missingPattern(tokens: ManagedTokensConfig, services: readonly TokenService[]): Finding[] {
  if (tokens.kerberosPrincipalPattern !== undefined) return [];
  const without = services.filter(
    ({ settings }) =>
      settings.userPrincipalOverride === undefined && settings.kerberosPrincipalPatternOverride === undefined,
  );
  return needed("kerberosPrincipalPattern", without, "{{.Account}}/managedtokens@EXAMPLE.ORG", "has no principal");
}

function missingCollector(tokens: ManagedTokensConfig, services: readonly TokenService[]): Finding[] {
  if (tokens.condorCollectorHost !== undefined) return [];
  const without = services.filter(
    ({ settings }) => settings.condorCollectorHostOverride === undefined && settings.tokenGetterOverride !== "getToken",
  );
  return needed(
    "condorCollectorHost",
    without,
    ["collector.example.org"],
    "stores its token in a credd of no collector",
  );
}

/** A key that some services do without. */
function needed(key: string, without: readonly TokenService[], example: unknown, why: string): Finding[] {
  const [first, ...others] = without;
  if (first === undefined) return [];
  const path = ["managedTokens", key];
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  const message = `is missing, must be given: ${first.name}${more} ${why}, and would be left out`;
  return [{ path, at: "key", message, fix: nest(path, example) }];
}

function repeatedNodes(service: TokenService): Finding[] {
  const seen = new Set<string>();
  return service.settings.destinationNodes.flatMap((node, index) => {
    const again = seen.has(node.toLowerCase());
    seen.add(node.toLowerCase());
    if (!again) return [];
    const path = [...rolePath(service), "destinationNodes", index];
    return [{ path, message: `got "${node}" a second time, must be listed once` }];
  });
}
