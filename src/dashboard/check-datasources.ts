import type { Problem } from "../problem";
import { panelPath } from "./check-panels";
import type { Unread } from "./read";
import { isRecord, record, records, text } from "./read";

/** Datasources that every Grafana has. */
const BUILT_IN: ReadonlySet<string> = new Set([
  "-- Grafana --",
  "-- Mixed --",
  "-- Dashboard --",
  "grafana",
  "__expr__",
]);

const VARIABLE = /^\$(?:\{([^}:]+)[^}]*\}|(\w+))$/;

interface Use {
  readonly path: string;
  readonly datasource: unknown;
}

/** Every datasource that is named must be declared, else its panel stays empty with no word. */
export function checkDatasources(path: string, model: Unread, uids: ReadonlySet<string>): readonly Problem[] {
  const variables = datasourceVariables(model);
  return usesOf(path, model).flatMap((use) => {
    const fault = faultOf(use.datasource, variables, uids);
    return fault === undefined ? [] : [{ path: use.path, message: fault }];
  });
}

/** Where each variable of kind datasource points at first. */
function datasourceVariables(model: Unread): ReadonlyMap<string, string> {
  const list = records(record(model.templating).list);
  const own = list.filter((variable) => variable.type === "datasource");
  return new Map(own.map((variable) => [text(variable.name), text(record(variable.current).value)]));
}

function usesOf(path: string, model: Unread): readonly Use[] {
  const panels = records(model.panels).flatMap((panel) => [panel, ...records(panel.panels)]);
  const ofPanels = panels
    .filter((panel) => records(panel.targets).length > 0)
    .flatMap((panel) => [
      { path: panelPath(path, panel), datasource: panel.datasource },
      ...records(panel.targets).map((target) => ({
        path: `${panelPath(path, panel)}.targets[${text(target.refId)}]`,
        // A query without one uses its panel's.
        datasource: target.datasource ?? panel.datasource,
      })),
    ]);
  const ofVariables = records(record(model.templating).list)
    .filter((variable) => variable.type === "query")
    .map((variable) => ({ path: `${path}.variables.${text(variable.name)}`, datasource: variable.datasource }));
  const ofAnnotations = records(record(model.annotations).list).map((annotation) => ({
    path: `${path}.annotations[${text(annotation.name)}]`,
    datasource: annotation.datasource,
  }));
  return [...ofPanels, ...ofVariables, ...ofAnnotations];
}

function faultOf(
  datasource: unknown,
  variables: ReadonlyMap<string, string>,
  uids: ReadonlySet<string>,
): string | undefined {
  const uid = isRecord(datasource) ? text(datasource.uid) : text(datasource);
  if (uid === "") return "got no datasource, must name one by uid: the default of a Grafana is anybody's";
  if (BUILT_IN.has(uid)) return undefined;
  const match = VARIABLE.exec(uid);
  const name = match?.[1] ?? match?.[2];
  const target = name === undefined ? uid : variables.get(name);
  if (target === undefined) return `got datasource ${uid}, must be a datasource variable of this dashboard`;
  if (uids.has(target)) return undefined;
  const through = name === undefined ? "" : ` through the variable ${name}`;
  return `got datasource ${JSON.stringify(target)}${through}, must be one of: ${[...uids].sort().join(", ")}`;
}
