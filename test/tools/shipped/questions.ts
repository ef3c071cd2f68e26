import { alertGroups, recordingGroups } from "../../../alerts/everything";
import { dashboards } from "../../../dashboards/everything";
import type { Alert, RuleGroup } from "../../../src/alert";
import { type Dashboard, expressionsOf, panelsOf, type Query } from "../../../src/dashboard";
import { type Catalogue, type ComponentName, parsePromql } from "../../../src/queries";

/** A query that is shipped, and where. */
export interface Question {
  readonly place: string;
  readonly query: Query;
  /** Values of variables by name, as somebody has chosen them. */
  readonly chosen: Readonly<Record<string, string>>;
}

/** Who asks a store for the values of a label. */
export type Values = (of: Query, label: string) => Promise<readonly string[]>;

/** Windows that follow a panel, for a Prometheus that scrapes every second. */
const BUILT_IN: Readonly<Record<string, string>> = {
  __rate_interval: "15s",
  __interval: "15s",
  __range: "1m",
  __auto: "1m",
  __from: "0",
};

export const ruleGroups: readonly RuleGroup[] = [...recordingGroups, ...alertGroups];

export const alerts: readonly Alert[] = alertGroups.flatMap((group) => group.alerts);

/** Everything that shipped dashboards and alerts ask, with values of labels that there are. */
export async function shippedQuestions(values: Values): Promise<readonly Question[]> {
  const ofDashboards = await Promise.all(dashboards.map((dashboard) => dashboardQuestions(dashboard, values)));
  return [
    ...ofDashboards.flat(),
    ...alerts.map(({ name, signal }) => ({ place: `alert ${name}`, query: signal.expr, chosen: {} })),
  ];
}

async function dashboardQuestions(dashboard: Dashboard, values: Values): Promise<readonly Question[]> {
  const { uid } = dashboard;
  const chosen: Record<string, string> = {};
  const questions: Question[] = [];
  for (const variable of dashboard.variables) {
    if ("values" in variable) {
      const { of, label } = variable.values;
      questions.push({ place: `${uid} $${variable.name}`, query: of, chosen: { ...chosen } });
      const found = await values({ ...of, text: filled(of.text, chosen) }, label);
      chosen[variable.name] = found.length === 0 ? ".+" : found.map(escaped).join("|");
    } else {
      chosen[variable.name] =
        variable.kind === "custom" ? (Object.keys(variable.options)[0] ?? "") : (variable.value ?? "");
    }
  }
  const panels = panelsOf(dashboard).flatMap((panel) =>
    expressionsOf(panel).map((query, index) => ({ place: `${uid} ${panel.key} ${index + 1}`, query, chosen })),
  );
  const annotations = dashboard.annotations.map(({ name, query }) => ({ place: `${uid} @${name}`, query, chosen }));
  return [...questions, ...panels, ...annotations];
}

/** As Grafana writes the values of a variable of many into a matcher. */
function escaped(value: string): string {
  return value.replace(/[.*+?^${}()|[\]\\]/g, "\\\\$&");
}

export function text({ query, chosen }: Question): string {
  return filled(query.text, chosen);
}

function filled(query: string, chosen: Readonly<Record<string, string>>): string {
  return query.replace(/\$(\w+)|\$\{(\w+)\}/g, (whole, plain: string | undefined, braced: string | undefined) => {
    const name = plain ?? braced ?? "";
    return BUILT_IN[name] ?? chosen[name] ?? whole;
  });
}

/** Programs of which one has to be there for a query to find anything; none where any Prometheus will do. */
export function needed(query: Query, catalogue: Catalogue): readonly (readonly ComponentName[])[] {
  const parsed = parsePromql(query.text);
  if (!parsed.ok) throw new Error(`${query.text}: ${parsed.problems[0]?.message}`);
  return parsed.facts.selectors
    .map(({ name }) => (name === undefined ? [] : (catalogue.series(name)?.components ?? [])))
    .filter((components) => components.length > 0);
}
