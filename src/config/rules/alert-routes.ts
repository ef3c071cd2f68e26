import type { Finding } from "../explain/finding";
import { guessName } from "../explain/guess";
import { nest } from "../explain/path";
import { listed } from "../explain/render";
import type { Path } from "../source/tree";
import { defineRule } from "./rule";

/** Routes name contact points that are there. */
export const alertRoutes = defineRule({
  needs: ["alerts"],
  check({ alerts: { contactPoints, routes } }) {
    const declared = Object.keys(contactPoints);
    return [
      ...mustBeDeclared(["alerts", "routes", "default"], routes.default, declared),
      ...(routes.critical ?? []).flatMap((name, index) =>
        mustBeDeclared(["alerts", "routes", "critical", index], name, declared),
      ),
    ];
  },
});

function mustBeDeclared(path: Path, name: string, declared: readonly string[]): Finding[] {
  if (declared.includes(name)) return [];
  const meant = guessName(name, declared);
  const ask = meant === undefined ? "" : `; did you mean "${meant}"?`;
  const message = `got "${name}", must be one of the contact points ${listed(declared)}${ask}`;
  return [{ path, message, fix: nest(path, meant ?? declared[0]) }];
}
