import { variablesOf } from "../queries/substitute";
import { type Finding, finding, findings } from "./finding";
import { datasourceType, datasourceVariables } from "./named-datasource";
import { text, type Unread } from "./read";
import { type Placed, placedPanels, placedQueries, placedVariables } from "./walk";

/** `$name`, `${name}`, `[[name]]`, in any text of a dashboard. */
const NAMED = /\$(\w+)|\$\{(\w+)[^}]*\}|\[\[(\w+)[^\]]*\]\]/g;

/** Names that old datasources fill in themselves. */
const FILLED_IN: ReadonlySet<string> = new Set(["interval", "timeFilter"]);

/** Variables that nobody defined, that nobody uses, or whose list would be out of date. */
export function checkVariables(path: string, model: Unread): readonly Finding[] {
  const variables = placedVariables(path, model);
  const names = new Set(variables.map(({ value }) => text(value.name)));
  return [
    ...undefinedVariables(path, model, names),
    ...unusedVariables(path, model, variables),
    ...variables.flatMap(listFindings),
    ...(["job", "instance"] as const).flatMap((label) => targetFindings(path, model, variables, label)),
  ];
}

function undefinedVariables(path: string, model: Unread, names: ReadonlySet<string>): readonly Finding[] {
  return placedQueries(path, model).flatMap((query) => {
    const asked = variablesOf(query.text).filter(({ name, builtIn }) => !builtIn && !/^\d+$/.test(name));
    const unknown = new Set(asked.map(({ name }) => name).filter((name) => !names.has(name) && !FILLED_IN.has(name)));
    return [...unknown].map((name) => {
      const known = names.size === 0 ? "it has none" : `it has ${[...names].join(", ")}`;
      const message = `got the variable $${name}, which this dashboard does not define: ${known}`;
      return finding("template-undefined-variable", query, message);
    });
  });
}

function unusedVariables(path: string, model: Unread, variables: readonly Placed[]): readonly Finding[] {
  const everywhere = namesIn(model);
  const repeated = new Set(placedPanels(path, model).map(({ value }) => text(value.repeat)));
  return variables.flatMap((variable) => {
    const name = text(variable.value.name);
    const elsewhere = (everywhere.get(name) ?? 0) - (namesIn(variable.value).get(name) ?? 0);
    // Filters reach queries without being named.
    if (elsewhere > 0 || repeated.has(name) || variable.value.type === "adhoc") return [];
    const message = `got the variable $${name}, which nothing uses: take it out, or people wonder why it does nothing`;
    return [finding("template-unused-variable", variable, message)];
  });
}

/** How often each variable is named in some JSON. */
function namesIn(value: unknown): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const match of JSON.stringify(value).matchAll(NAMED)) {
    const name = match[1] ?? match[2] ?? match[3] ?? "";
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

function listFindings(variable: Placed): readonly Finding[] {
  const { type, refresh, name } = variable.value;
  if (type !== "query") return [];
  return [
    ...findings({ ...variable, at: [...variable.at, "refresh"] }, [
      [
        refresh !== 2,
        "template-on-time-change-reload-rule",
        `got refresh ${JSON.stringify(refresh ?? null)}, must be 2: what came later than the page was opened is missing from the list`,
      ],
    ]),
    ...(name === "job" || name === "instance" ? labelFindings(variable, name) : []),
  ];
}

function labelFindings(variable: Placed, label: "job" | "instance"): readonly Finding[] {
  const { multi, allValue, includeAll } = variable.value;
  const rule = `template-${label}-rule` as const;
  return findings(variable, [
    [multi !== true, rule, `got a list of one value, should be multi: people compare a ${label} with another`],
    [
      includeAll === true && allValue !== ".+",
      rule,
      `got allValue ${JSON.stringify(allValue ?? null)}, should be ".+": All then is one short matcher, whatever the list`,
    ],
  ]);
}

/** Where people choose a job, every query should heed the choice. */
function targetFindings(
  path: string,
  model: Unread,
  variables: readonly Placed[],
  label: "job" | "instance",
): readonly Finding[] {
  if (!variables.some(({ value }) => value.name === label && value.type === "query")) return [];
  const types = datasourceVariables(model);
  return placedQueries(path, model)
    .filter(({ of, datasource }) => of === "panel" && datasourceType(datasource, types) === "prometheus")
    .filter((query) => !variablesOf(query.text).some(({ name }) => name === label))
    .map((query) =>
      finding(`target-${label}-rule`, query, `got a query without $${label}, which this dashboard lets people choose`),
    );
}
