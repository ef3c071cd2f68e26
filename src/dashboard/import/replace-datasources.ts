import { DATASOURCE_NAMES, type DatasourceRef } from "../datasource";
import { type Finding, finding, type Spot } from "../finding";
import { datasourceName, datasourceVariables, isBuiltIn, variableName } from "../named-datasource";
import { isRecord, record, records, text, type Unread } from "../read";
import { datasourceVariable } from "../variable-model";
import { hasDatasource, type PlacedPanel, placedPanels, placedTargets } from "../walk";
import { type KnownDatasource, type Sources, unmapped } from "./sources";

/** A dashboard whose datasources are ours, and those that nobody could tell. */
export interface Replaced {
  readonly model: Unread;
  readonly findings: readonly Finding[];
}

const MIXED: DatasourceRef = { type: "datasource", uid: "-- Mixed --" };

/**
 * Names every datasource of a dashboard anew: by a variable where it is one of the platform's own stores, else by uid.
 * @param inputs Datasources of the inputs of an export, by name.
 */
export function replaceDatasources(
  path: string,
  model: Unread,
  sources: Sources,
  inputs: ReadonlyMap<string, KnownDatasource>,
): Replaced {
  const lookup = lookupFor(model, sources, inputs);
  const panels = new Map(placedPanels(path, model).map((panel) => [panel.value, panel]));
  const replaceIn = (value: unknown): unknown => {
    if (!isRecord(value)) return value;
    const placed = panels.get(value);
    const own = placed === undefined ? value : withDatasources(placed, lookup);
    return Array.isArray(own.panels) ? { ...own, panels: own.panels.map(replaceIn) } : own;
  };
  const list = (name: "templating" | "annotations") => {
    const { list: all, ...rest } = record(model[name]);
    if (!Array.isArray(all)) return model[name];
    return {
      ...rest,
      list: all.map((one, index) => (isRecord(one) ? lookup.entry(one, spot(path, name, one, index)) : one)),
    };
  };
  const replaced = {
    ...model,
    ...(Array.isArray(model.panels) ? { panels: model.panels.map(replaceIn) } : {}),
    ...(model.annotations === undefined ? {} : { annotations: list("annotations") }),
    ...(model.templating === undefined ? {} : { templating: list("templating") }),
  };
  return { model: withVariables(replaced, lookup.added()), findings: lookup.missing() };
}

function spot(path: string, name: "templating" | "annotations", entry: Unread, index: number): Spot {
  const kind = name === "templating" ? "variables" : name;
  return { path: `${path}.${kind}[${text(entry.name)}]`, at: [name, "list", index] };
}

function withDatasources(panel: PlacedPanel, lookup: Lookup): Unread {
  const { targets: _, datasource: __, ...rest } = panel.value;
  const targets = placedTargets(panel);
  if (targets.length === 0) {
    // It asks nothing: whose it was there says nothing here.
    const own = hasDatasource(panel.value) ? lookup.known(panel.value.datasource) : undefined;
    return { ...rest, ...(own === undefined ? {} : { datasource: own }), ...targetsOf(panel.value) };
  }
  const refs = targets.map((target) =>
    hasDatasource(target.value) ? lookup.find(target.value.datasource, target) : undefined,
  );
  const replaced = targets.map(({ value }, index) => {
    const { datasource: _, ...own } = value;
    return refs[index] === undefined ? own : { ...own, datasource: refs[index] };
  });
  const datasource = hasDatasource(panel.value)
    ? lookup.find(panel.value.datasource, panel)
    : (common(refs) ?? lookup.find(panel.value.datasource, panel));
  return { ...rest, ...(datasource === undefined ? {} : { datasource }), targets: replaced };
}

function targetsOf({ targets }: Unread): Unread {
  return targets === undefined ? {} : { targets };
}

/** The datasource that all queries of a panel name; several are Grafana's mixed one. */
function common(refs: readonly (DatasourceRef | undefined)[]): DatasourceRef | undefined {
  const [first] = refs;
  if (first === undefined || refs.some((ref) => ref === undefined)) return undefined;
  return refs.every((ref) => ref?.uid === first.uid) ? first : MIXED;
}

/** Finds datasources for one export, and remembers which variables that takes, and what is missing. */
interface Lookup {
  /** What takes the place of a datasource; undefined where nobody could tell, which is then missing. */
  find(datasource: unknown, spot: Spot): DatasourceRef | undefined;
  /** The same, where nothing is lost without it. */
  known(datasource: unknown): DatasourceRef | undefined;
  /** A variable or an annotation with its datasource replaced. */
  entry(value: Unread, spot: Spot): Unread;
  added(): readonly KnownDatasource[];
  missing(): readonly Finding[];
}

function lookupFor(model: Unread, sources: Sources, inputs: ReadonlyMap<string, KnownDatasource>): Lookup {
  const variables = datasourceVariables(model);
  const only = onlyType(model);
  const added = new Map<string, KnownDatasource>();
  const missing = new Map<string, Finding>();

  const source = (datasource: unknown): KnownDatasource | undefined => {
    const name = datasourceName(datasource);
    const type = text(record(datasource).type) || undefined;
    if (name === "" || name === "default") return type === undefined ? sources.main() : sources.ofType(type);
    const placeholder = variableName(datasource);
    if (placeholder === undefined) return sources.find({ key: name, type: type ?? only });
    // Somebody filled the inputs in by hand, and left some.
    return inputs.get(placeholder) ?? sources.find({ key: placeholder, type: type ?? typeLike(placeholder) ?? only });
  };
  const ref = (found: KnownDatasource): DatasourceRef => {
    const { type, uid } = found;
    if (!isOwn(found)) return { type, uid };
    const there = [...variables.values()].find((variable) => variable.type === type);
    if (there !== undefined) return { type, uid: `\${${there.name}}` };
    added.set(type, found);
    return { type, uid: `\${${type}_datasource}` };
  };
  const known = (datasource: unknown): DatasourceRef | undefined => {
    const variable = variables.get(variableName(datasource) ?? "");
    if (variable !== undefined) return { type: variable.type, uid: `\${${variable.name}}` };
    if (isBuiltIn(datasource)) return builtIn(datasource);
    const found = source(datasource);
    return found === undefined ? undefined : ref(found);
  };
  const find = (datasource: unknown, at: Spot) => {
    const found = known(datasource);
    if (found !== undefined) return found;
    const key = variableName(datasource) ?? datasourceName(datasource);
    if (!missing.has(key)) missing.set(key, missingDatasource(at, key, text(record(datasource).type), sources));
    return undefined;
  };
  const entry = (value: Unread, at: Spot): Unread => {
    if (value.type === "datasource" && typeof value.query === "string") {
      const start = sources.find({ key: text(value.name), type: value.query }) ?? sources.first(value.query);
      if (start === undefined)
        missing.set(text(value.name), missingDatasource(at, text(value.name), value.query, sources));
      return start === undefined ? value : startingAt(value, start);
    }
    if (value.datasource === undefined && value.type !== "query") return value;
    const found = find(value.datasource, at);
    return found === undefined ? value : { ...value, datasource: found };
  };
  return { find, known, entry, added: () => [...added.values()], missing: () => [...missing.values()] };
}

/** Whether it is one of the platform's stores, which dashboards name by a variable. */
function isOwn({ type, uid }: KnownDatasource): boolean {
  return DATASOURCE_NAMES.some((name) => name === type && name === uid);
}

function builtIn(datasource: unknown): DatasourceRef {
  const { type, uid } = record(datasource);
  if (typeof uid === "string") return { type: text(type) || "datasource", uid };
  return { type: datasource === "-- Grafana --" ? "grafana" : "datasource", uid: text(datasource) };
}

/** Plugin id of the only datasource that an export says it needs. */
function onlyType(model: Unread): string | undefined {
  const ids = records(model.__requires).filter(({ type }) => type === "datasource");
  return ids.length === 1 ? text(ids[0]?.id) : undefined;
}

/** `DS_PROMETHEUS` is of prometheus. */
function typeLike(placeholder: string): string | undefined {
  return DATASOURCE_NAMES.find((name) => placeholder.toLowerCase().includes(name));
}

/** A variable for datasources that starts at one of ours. A pattern that leaves ours out would leave its list empty. */
function startingAt(variable: Unread, { name, uid }: KnownDatasource): Unread {
  const { regex } = variable;
  const keeps = typeof regex === "string" && (regex === "" || matches(regex, name));
  return { ...variable, current: { text: name, value: uid }, options: [], regex: keeps ? regex : "" };
}

function matches(regex: string, name: string): boolean {
  try {
    const [, pattern = regex, flags = ""] = /^\/(.*)\/([a-z]*)$/s.exec(regex) ?? [];
    return new RegExp(pattern, flags.replace("g", "")).test(name);
  } catch {
    return false;
  }
}

function withVariables(model: Unread, added: readonly KnownDatasource[]): Unread {
  if (added.length === 0) return model;
  const templating = record(model.templating);
  const list = Array.isArray(templating.list) ? (templating.list as readonly unknown[]) : [];
  const order = DATASOURCE_NAMES.flatMap((name) => added.filter(({ type }) => type === name));
  const variables = order.map((one) =>
    startingAt(datasourceVariable(one.type as (typeof DATASOURCE_NAMES)[number], one), one),
  );
  return { ...model, templating: { ...templating, list: [...variables, ...list] } };
}

function missingDatasource({ path, at, panel }: Spot, key: string, type: string, sources: Sources): Finding {
  const place = panel === undefined ? { path, at } : { path, at, panel };
  const what = `the datasource ${JSON.stringify(key)}${type === "" ? "" : ` of type ${type}`}`;
  const { message, paste } = unmapped(what, key, type, sources);
  return { ...finding("dashboard-inputs", place, message), paste };
}
