import { ruleExpr } from "../dashboard";
import { type Catalogue, parseLogql, parsePromql, resultLabels } from "../queries";
import type { Alert } from "./alert";

/** Functions that a template has in Prometheus and in Grafana alike; `query` and its kin are Prometheus' own. */
const FUNCTIONS: ReadonlySet<string> = new Set(
  (
    "if else end with range and or not eq ne lt le gt ge len print printf println index slice html urlquery js true false nil " +
    "args externalURL graphLink humanize humanize1024 humanizeDuration humanizePercentage humanizeTimestamp " +
    "match pathPrefix reReplaceAll stripPort stripDomain tableLink title toLower toUpper"
  ).split(" "),
);

const VARIABLES: ReadonlySet<string> = new Set(["$labels", "$value"]);

/** Labels that every alert has, whatever its expression. */
const ALWAYS: readonly string[] = ["alertname", "severity", "team"];

/** What is wrong with a template of an annotation. */
export function templateFaults(template: string, labels: ReadonlySet<string> | undefined): readonly string[] {
  const actions = [...template.matchAll(/\{\{(.*?)\}\}/gs)].map(([, body]) =>
    (body ?? "").replace(/"[^"]*"|`[^`]*`/g, '""'),
  );
  const rest = template.replace(/\{\{.*?\}\}/gs, "");
  const words = actions.flatMap((action) => action.match(/\$?[a-zA-Z_][\w]*(?:\.\w+)*|\.\w+/g) ?? []);
  return [
    ...(rest.includes("{{") || rest.includes("}}") ? ["got an open brace pair, must be {{ ... }}"] : []),
    ...(template.includes("${") ? ["got ${, which Grafana may expand: write {{ $labels.name }}"] : []),
    ...words.flatMap((word) => wordFaults(word, labels)),
  ];
}

function wordFaults(word: string, labels: ReadonlySet<string> | undefined): readonly string[] {
  const [head = "", label] = word.split(".");
  if (head === "") return [];
  if (!head.startsWith("$")) {
    return FUNCTIONS.has(head) ? [] : [`got function ${head}, which one of Prometheus and Grafana does not have`];
  }
  if (!VARIABLES.has(head)) return [`got variable ${head}, must be one of: ${[...VARIABLES].join(", ")}`];
  if (head !== "$labels" || label === undefined || labels === undefined || labels.has(label)) return [];
  return [`got label ${label}, which the expression aggregates away; it keeps: ${[...labels].sort().join(", ")}`];
}

/** Labels of the alert, as far as the expression settles them; undefined where it does not. */
export function knownLabels(
  { signal, labels }: Pick<Alert, "signal" | "labels">,
  catalogue: Catalogue,
): ReadonlySet<string> | undefined {
  const settled = signal.expr.datasource === "loki" ? ofLogs(ruleExpr(signal)) : ofMetrics(ruleExpr(signal), catalogue);
  return settled === undefined ? undefined : new Set([...settled, ...Object.keys(labels), ...ALWAYS]);
}

function ofMetrics(expr: string, catalogue: Catalogue): ReadonlySet<string> | undefined {
  const parsed = parsePromql(expr);
  const labels = parsed.ok ? resultLabels(parsed.expr, catalogue) : undefined;
  return labels?.exact ? labels.known : undefined;
}

function ofLogs(expr: string): ReadonlySet<string> | undefined {
  const parsed = parseLogql(expr);
  return parsed.ok ? parsed.facts.labels : undefined;
}
