import { checkModel, isV2 } from "../check-model";
import { type Finding, finding, type JsonPath } from "../finding";
import { datasourceVariables } from "../named-datasource";
import { isRecord, record, text, type Unread } from "../read";
import { refId } from "../target-model";
import { placedPanels } from "../walk";
import { fill, filledIn, inputsOf } from "./inputs";
import { inlined } from "./library-panels";
import { replaceDatasources } from "./replace-datasources";
import { withGrid } from "./rows";
import { type KnownDatasource, Sources } from "./sources";

export interface ImportOptions {
  /** How messages name the file. */
  readonly path: string;
  /** Datasources of the Grafana that it goes to; the first is the default. */
  readonly datasources: readonly KnownDatasource[];
  /** By input, or by uid or name of a datasource in the export: uid or name of ours; of a constant, its value. @default none */
  readonly map?: Readonly<Record<string, string>>;
}

/** A dashboard that can be provisioned, unless something was found. */
export interface Imported {
  readonly model: Unread;
  readonly findings: readonly Finding[];
  /** Where the dashboard stands in the file: an answer of Grafana's API has it inside. */
  readonly root: JsonPath;
}

/** What belongs to another Grafana, or to the act of exporting. */
const STRIPPED: ReadonlySet<string> = new Set([
  "__inputs",
  "__requires",
  "__elements",
  "id",
  "version",
  "iteration",
  "gnetId",
]);

/**
 * Makes a file of any export of a dashboard: inputs filled in, library panels in their places, datasources ours, without what belongs
 * to the Grafana that it came from. What cannot be told is a finding.
 */
export function importDashboard(exported: Unread, options: ImportOptions): Imported {
  const { path, map = {} } = options;
  const { model, root } = unwrapped(exported);
  const refused = refusals(path, model);
  if (refused.length > 0) return { model, findings: refused, root };
  const sources = new Sources(options.datasources, map);
  const inputs = fill(path, inputsOf(model), sources, map);
  const whole = inlined(path, withGrid(model));
  const replaced = replaceDatasources(path, whole.model, sources, inputs.datasources);
  // A variable of the dashboard may be called as an input is: it stays.
  const variables = datasourceVariables(model);
  const filled = filledIn(replaced.model, (name) =>
    variables.has(name) ? undefined : (inputs.constants.get(name) ?? inputs.datasources.get(name)?.uid),
  );
  const findings = [
    ...inputs.findings,
    ...whole.findings,
    ...notTwice(replaced.findings, inputs.findings),
    ...unusedMappings(path, sources, inputs.constants),
  ];
  return { model: cleaned(record(filled)), findings, root };
}

/** The dashboard inside an answer of Grafana's API, of either kind. */
function unwrapped(exported: Unread): Pick<Imported, "model" | "root"> {
  const { apiVersion, spec, metadata, dashboard } = exported;
  if (text(apiVersion).startsWith("dashboard.grafana.app/") && isRecord(spec) && !isRecord(spec.elements)) {
    const uid = text(spec.uid) || text(record(metadata).name);
    return { model: { ...spec, ...(uid === "" ? {} : { uid }) }, root: ["spec"] };
  }
  if (isRecord(dashboard) && exported.panels === undefined) return { model: dashboard, root: ["dashboard"] };
  return { model: exported, root: [] };
}

function refusals(path: string, model: Unread): readonly Finding[] {
  if (isV2(model) || isV2(record(model.spec))) return checkModel(path, { ...model, elements: {} });
  if (Array.isArray(model.panels) || Array.isArray(model.rows)) return [];
  return [finding("dashboard-panels", { path, at: [] }, "got no panels, must be a dashboard exported from Grafana")];
}

/** A datasource that is missing because its input is has been asked for already. */
function notTwice(findings: readonly Finding[], inputs: readonly Finding[]): readonly Finding[] {
  const asked = new Set(inputs.map(({ paste }) => paste?.split("=")[0]));
  return findings.filter(({ paste }) => !asked.has(paste?.split("=")[0]));
}

/** A mapping of a name that the export does not have is a typo. */
function unusedMappings(path: string, sources: Sources, constants: ReadonlyMap<string, string>): readonly Finding[] {
  const names = [...sources.askedFor(), ...constants.keys()];
  return sources
    .unasked()
    .filter((key) => !constants.has(key))
    .map((key) => {
      const message = `got --map ${key}, which the export does not ask for: it asks for ${names.join(", ") || "nothing"}`;
      return finding("dashboard-inputs", { path, at: ["__inputs"] }, message);
    });
}

/** Order of keys as it was. */
function cleaned(model: Unread): Unread {
  const kept = Object.entries(model).filter(([key]) => !STRIPPED.has(key));
  const uid = text(model.uid) === "" ? slug(text(model.title)) : text(model.uid);
  return withPanelIds({ ...Object.fromEntries(kept), uid, editable: false });
}

/** A uid from a title, for a dashboard that has none. */
function slug(title: string): string {
  const letters = title
    .toLowerCase()
    .normalize("NFKD")
    .replaceAll(/[^a-z0-9]+/g, "-");
  return (
    letters
      .replaceAll(/^-+|-+$/g, "")
      .slice(0, 40)
      .replace(/-+$/, "") || "dashboard"
  );
}

/** Every panel with an id of its own: the second of two, and one without, get the next that is free. */
function withPanelIds(model: Unread): Unread {
  const panels = placedPanels("", model).map(({ value }) => value);
  const ids = panels.map(({ id }) => id).filter((id) => typeof id === "number");
  let next = Math.max(0, ...ids) + 1;
  const seen = new Set<unknown>();
  const identified = (value: unknown): unknown => {
    if (!isRecord(value)) return value;
    const { id } = value;
    const good = typeof id === "number" && Number.isInteger(id) && id > 0 && !seen.has(id);
    const own = good ? id : next++;
    seen.add(own);
    const inside = Array.isArray(value.panels) ? { panels: value.panels.map(identified) } : {};
    const targets = Array.isArray(value.targets) ? { targets: value.targets.map(withRefId) } : {};
    return { ...value, id: own, ...targets, ...inside };
  };
  return Array.isArray(model.panels) ? { ...model, panels: model.panels.map(identified) } : model;
}

/** A query with a name: expressions and overrides go by it. */
function withRefId(target: unknown, index: number): unknown {
  return isRecord(target) && text(target.refId) === "" ? { ...target, refId: refId(index) } : target;
}
