import { didYouMean } from "../nearest";
import { type Finding, finding, findings } from "./finding";
import { drawsQueries, isAngular, isCore, REPLACED } from "./panel-types";
import { isRecord, record, records, text, type Unread } from "./read";
import { isUnit, unitIds } from "./units";
import { type PlacedPanel, placedPanels } from "./walk";

/** Panels that say all by themselves. */
const WITHOUT_DESCRIPTION: ReadonlySet<string> = new Set(["row", "text"]);

/** Panels whose values have no unit. */
const WITHOUT_UNIT: ReadonlySet<string> = new Set(["logs", "logstable", "traces", "nodeGraph", "flamegraph", "debug"]);

/** Every panel alone, and all of them against each other. */
export function checkPanels(path: string, model: Unread): readonly Finding[] {
  const all = placedPanels(path, model);
  return [
    ...(all.length === 0 ? [noPanels(path, model)] : []),
    ...all.flatMap((panel) => [...checkType(panel), ...checkPanel(panel)]),
    ...checkIds(all),
  ];
}

function noPanels(path: string, model: Unread): Finding {
  const spot = { path: `${path}.panels`, at: ["panels"] };
  if (!Array.isArray(model.rows)) return finding("dashboard-panels", spot, "got none, must have at least one");
  const message = "got rows of a schema before 16, must have panels: belvedere dashboards import gives them places";
  return finding("dashboard-rows", { path: `${path}.rows`, at: ["rows"] }, message);
}

function checkPanel(panel: PlacedPanel): readonly Finding[] {
  const { value } = panel;
  const type = text(value.type);
  const described = WITHOUT_DESCRIPTION.has(type);
  return findings(panel, [
    [
      isRecord(value.libraryPanel),
      "panel-library",
      "got a library panel, which file provisioning cannot load: put its model in its place",
    ],
    [
      !described && text(value.title).trim() === "",
      "panel-title-description-rule",
      "got an empty title, must have one",
    ],
    [
      !described && text(value.description).trim() === "",
      "panel-title-description-rule",
      "got no description, must say what it shows and what a bad value means",
    ],
    [
      drawsQueries(type) && records(value.targets).length === 0 && !isRecord(value.libraryPanel),
      "panel-no-targets-rule",
      "got no query, must have at least one",
    ],
    ...unitFaults(panel),
  ]);
}

function unitFaults({ value }: PlacedPanel): readonly (readonly [boolean, "panel-units-rule", string])[] {
  const type = text(value.type);
  // A table of traces: Tempo gives each of its columns a unit.
  if (!drawsQueries(type) || WITHOUT_UNIT.has(type) || text(record(value.datasource).type) === "tempo") return [];
  const unit = unitOf(value);
  if (unit === "") return [[true, "panel-units-rule", "got no unit, must have one (none is one)"]];
  if (isUnit(unit) || unit.includes("$")) return [];
  const meant = didYouMean(unit, unitIds());
  const hint = meant === undefined ? "suffix:TEXT shows a text behind the number" : `did you mean ${meant}`;
  return [[true, "panel-units-rule", `got the unit ${JSON.stringify(unit)}, which Grafana does not know: ${hint}`]];
}

/** The unit of a panel; words for all values, or a unit of each column, do as well. Old panels have it elsewhere. */
function unitOf(panel: Unread): string {
  const { defaults, overrides } = record(panel.fieldConfig);
  const { unit, mappings } = record(defaults);
  const [axis] = records(panel.yaxes);
  const ofColumn = records(overrides).some(({ properties }) => records(properties).some(({ id }) => id === "unit"));
  return (
    text(unit) || text(axis?.format) || text(panel.format) || (ofColumn || records(mappings).length > 0 ? "none" : "")
  );
}

function checkType(panel: PlacedPanel): readonly Finding[] {
  const type = text(panel.value.type);
  const spot = { ...panel, at: [...panel.at, "type"] };
  const instead = REPLACED[type];
  if (instead !== undefined) {
    const message = `got the Angular panel ${JSON.stringify(type)}, which Grafana shows as ${instead}: look at it there, and export it anew`;
    return [finding("panel-angular", spot, message)];
  }
  if (isAngular(type)) {
    const message = `got the Angular panel ${JSON.stringify(type)}, which no Grafana since 12 can load: take another panel`;
    return [{ ...finding("panel-angular", spot, message), severity: "error" }];
  }
  if (type === "" || isCore(type)) return [];
  const message = `got the panel ${JSON.stringify(type)} of a plugin: it must be in grafana.values.plugins, or the panel stays empty`;
  return [finding("panel-plugin", spot, message)];
}

function checkIds(panels: readonly PlacedPanel[]): readonly Finding[] {
  const seen = new Set<unknown>();
  return panels.flatMap((panel) => {
    const { id } = panel.value;
    if (typeof id !== "number" || !Number.isInteger(id) || id < 1)
      return [finding("panel-id", panel, `got id ${JSON.stringify(id ?? null)}, must be a positive integer`)];
    if (seen.has(id)) return [finding("panel-id", panel, `got id ${id}, which another panel has: must be unique`)];
    seen.add(id);
    return [];
  });
}
