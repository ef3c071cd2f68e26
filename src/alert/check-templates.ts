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
const ALWAYS: readonly string[] = ["alertname", "severity"];

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

/** Labels of the alert where the expression says them plainly: `op by (a, b) (...)` as a whole. Undefined: not known. */
export function knownLabels(expr: string, alert: Pick<Alert, "labels">): ReadonlySet<string> | undefined {
  const match = /^[a-z_]+ by \(([^)]*)\) \(/.exec(expr);
  if (match === null || !closesAtEnd(expr, match[0].length)) return undefined;
  const kept = (match[1] ?? "").split(",").map((label) => label.trim());
  return new Set([...kept.filter((label) => label !== ""), ...Object.keys(alert.labels), ...ALWAYS]);
}

/** Whether the brace that was opened just before `start` closes with the last character. */
function closesAtEnd(expr: string, start: number): boolean {
  // Braces inside strings count for nothing.
  const plain = expr.replace(/"(?:[^"\\]|\\.)*"/g, (string) => "_".repeat(string.length));
  let depth = 1;
  for (let index = start; index < plain.length; index += 1) {
    if (plain[index] === "(") depth += 1;
    if (plain[index] === ")") depth -= 1;
    if (depth === 0) return index === plain.length - 1;
  }
  return false;
}
