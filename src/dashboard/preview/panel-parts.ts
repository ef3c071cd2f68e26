import { html } from "../../html";
import { record, records, text, type Unread } from "../read";
import { chipColour } from "./style";

/** What Grafana shows of the values of a panel. */
interface Values {
  readonly unit: string;
  readonly chips: readonly string[];
}

/** Unit, bounds and colours, as pieces of a page. */
export function valuesOf(panel: Unread): Values {
  const { unit, thresholds, mappings } = record(record(panel.fieldConfig).defaults);
  return {
    unit: text(unit),
    chips: [...thresholdChips(record(thresholds)), ...records(mappings).flatMap(mappingChips)],
  };
}

/** A green without an end says nothing. */
function thresholdChips({ steps }: Unread): readonly string[] {
  const all = records(steps);
  if (all.length < 2) return [];
  return all.map(({ color, value }) => {
    return chip(text(color), typeof value === "number" ? bound(value) : "below");
  });
}

/** A step that is a hair above a bound colours what is above it. */
function bound(value: number): string {
  const round = Number(value.toFixed(6));
  return round === value ? `from ${value}` : `above ${round}`;
}

function mappingChips({ options }: Unread): readonly string[] {
  return Object.entries(record(options)).flatMap(([value, state]) => {
    const { text: shown, color } = record(state);
    return typeof shown === "string" ? [chip(text(color), `${value} is ${shown}`)] : [];
  });
}

function chip(color: string, shown: string): string {
  return `<span ${chipColour(color)}>${html(shown)}</span>`;
}

/** A query as it is asked. */
export interface Asked {
  readonly refId: string;
  readonly datasource: string;
  readonly legend: string;
  readonly query: string;
}

export function queriesOf(panel: Unread): readonly Asked[] {
  return records(panel.targets).map((target) => {
    const { type, uid } = { ...record(panel.datasource), ...record(target.datasource) };
    return {
      refId: text(target.refId),
      datasource: [text(type), text(uid)].filter((part) => part !== "").join(" "),
      legend: text(target.legendFormat) === "__auto" ? "" : text(target.legendFormat),
      query: text(target.expr) || text(target.query) || text(target.rawSql),
    };
  });
}

/** Where clicks on a panel lead. */
export function linksOf(panel: Unread): readonly string[] {
  const { defaults, overrides } = record(panel.fieldConfig);
  const ofColumns = records(overrides).flatMap(({ properties }) =>
    records(properties).flatMap(({ id, value }) => (id === "links" ? records(value) : [])),
  );
  return [...records(record(defaults).links), ...ofColumns, ...records(panel.links)].map(
    ({ title, url }) => `${text(title)}: ${text(url)}`,
  );
}
