import { checkLinks } from "./check-links";
import { checkPanels } from "./check-panels";
import { checkPlaces } from "./check-places";
import { checkQueries, type QueryScope } from "./check-queries";
import { checkVariables } from "./check-variables";
import type { Finding } from "./finding";
import type { Unread } from "./read";

/** What stands in a dashboard: panels, their places, variables, queries, links. */
export function checkContents(
  path: string,
  model: Unread,
  scope: QueryScope & { readonly dashboards: ReadonlySet<string> },
): readonly Finding[] {
  return [
    ...checkPanels(path, model),
    ...checkPlaces(path, model),
    ...checkVariables(path, model),
    ...checkQueries(path, model, scope),
    ...checkLinks(path, model, scope.dashboards),
  ];
}
