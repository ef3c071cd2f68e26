import { isRecord, record, records, text, type Unread } from "./read";

/** Datasources that every Grafana has. */
const BUILT_IN: ReadonlySet<string> = new Set([
  "-- Grafana --",
  "-- Mixed --",
  "-- Dashboard --",
  "grafana",
  "__expr__",
]);

const VARIABLE = /^(?:\$\{([^}:]+)[^}]*\}|\$(\w+)|\[\[(\w+)[^\]]*\]\])$/;

/** A variable that people switch datasources with. */
export interface DatasourceVariable {
  readonly name: string;
  /** Plugin id of the datasources in its list. */
  readonly type: string;
  /** Uid that it starts at. */
  readonly current: string;
}

/** The variables of a dashboard that stand for datasources, by name. */
export function datasourceVariables(model: Unread): ReadonlyMap<string, DatasourceVariable> {
  const own = records(record(model.templating).list).filter(({ type }) => type === "datasource");
  return new Map(
    own.map((variable) => {
      const name = text(variable.name);
      return [name, { name, type: text(variable.query), current: text(record(variable.current).value) }];
    }),
  );
}

/** How a datasource is named: by uid, or in old dashboards by its name or a variable alone. Empty for Grafana's default. */
export function datasourceName(datasource: unknown): string {
  return isRecord(datasource) ? text(datasource.uid) : text(datasource);
}

/** The variable that a datasource is named by. */
export function variableName(datasource: unknown): string | undefined {
  const match = VARIABLE.exec(datasourceName(datasource));
  return match?.[1] ?? match?.[2] ?? match?.[3];
}

export function isBuiltIn(datasource: unknown): boolean {
  return BUILT_IN.has(datasourceName(datasource)) || record(datasource).type === "datasource";
}

/** Plugin id of a datasource: as written, or that of its variable. */
export function datasourceType(datasource: unknown, variables: ReadonlyMap<string, DatasourceVariable>): string {
  const written = text(record(datasource).type);
  const variable = variableName(datasource);
  return written || (variable === undefined ? "" : (variables.get(variable)?.type ?? ""));
}
