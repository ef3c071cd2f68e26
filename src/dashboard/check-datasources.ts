import { type Finding, finding, type Spot } from "./finding";
import {
  type DatasourceVariable,
  datasourceName,
  datasourceVariables,
  isBuiltIn,
  variableName,
} from "./named-datasource";
import type { Unread } from "./read";
import { hasDatasource, placedAnnotations, placedPanels, placedTargets, placedVariables } from "./walk";

interface Use extends Spot {
  readonly datasource: unknown;
  /** Stands in a panel, which should name it by a variable. */
  readonly inPanel: boolean;
}

/** Every datasource that is named must be declared, else its panel stays empty with no word. */
export function checkDatasources(path: string, model: Unread, uids: ReadonlySet<string>): readonly Finding[] {
  const variables = datasourceVariables(model);
  return [
    ...usesOf(path, model).flatMap((use) => useFindings(use, variables, uids)),
    ...placedVariables(path, model).flatMap((variable) => nameFindings(variable, variable.value)),
  ];
}

function usesOf(path: string, model: Unread): readonly Use[] {
  const ofPanels = placedPanels(path, model).flatMap((panel) => {
    const targets = placedTargets(panel);
    if (targets.length === 0) return [];
    const { value, path: own, at, panel: title } = panel;
    return [
      { path: own, at: [...at, "datasource"], panel: title, datasource: value.datasource, inPanel: true },
      ...targets
        .filter((target) => hasDatasource(target.value))
        .map((target) => ({
          path: target.path,
          at: [...target.at, "datasource"],
          panel: title,
          datasource: target.value.datasource,
          inPanel: true,
        })),
    ];
  });
  const others = [
    ...placedVariables(path, model).filter(({ value }) => value.type === "query"),
    ...placedAnnotations(path, model),
  ].map(({ path: own, at, value }) => ({
    path: own,
    at: [...at, "datasource"],
    datasource: value.datasource,
    inPanel: false,
  }));
  return [...ofPanels, ...others];
}

function useFindings(
  use: Use,
  variables: ReadonlyMap<string, DatasourceVariable>,
  uids: ReadonlySet<string>,
): readonly Finding[] {
  const uid = datasourceName(use.datasource);
  if (uid === "") {
    const message = "got no datasource, must name one by uid: the default of a Grafana is anybody's";
    return [finding("datasource-declared", use, message)];
  }
  if (isBuiltIn(use.datasource)) return [];
  const name = variableName(use.datasource);
  const target = name === undefined ? uid : variables.get(name)?.current;
  if (target === undefined) {
    return [
      finding("datasource-declared", use, `got datasource ${uid}, must be a datasource variable of this dashboard`),
    ];
  }
  if (!uids.has(target)) {
    const through = name === undefined ? "" : ` through the variable ${name}`;
    const message = `got datasource ${JSON.stringify(target)}${through}, must be one of: ${[...uids].sort().join(", ")}`;
    return [finding("datasource-declared", use, message)];
  }
  if (name !== undefined || !use.inPanel) return [];
  const message = `got datasource ${JSON.stringify(uid)}, should be a datasource variable: one dashboard then serves every tenant`;
  return [finding("panel-datasource-rule", use, message)];
}

function nameFindings(spot: Spot, variable: Unread): readonly Finding[] {
  const { name, type, query } = variable;
  if (type !== "datasource" || name === "datasource" || name === `${query}_datasource`) return [];
  const message = `got the datasource variable ${JSON.stringify(name)}, should be "datasource" or "${query}_datasource": links between dashboards carry it by that name`;
  return [finding("template-datasource-rule", { ...spot, at: [...spot.at, "name"] }, message)];
}
