import type { Alert } from "./alert";

/** What rules of either engine need to know of their surroundings. */
export interface RuleOptions {
  /** Address under which `<alert name>.md` of `toRunbook` is found. @default none: the annotation `runbook` holds the text itself */
  readonly runbooks?: string;
}

/** The annotations as Prometheus expands them. */
export function annotationsOf(alert: Alert, options: RuleOptions): Readonly<Record<string, string>> {
  return {
    summary: alert.summary,
    description: alert.description,
    ...runbookAnnotation(alert, options.runbooks),
  };
}

function runbookAnnotation(alert: Alert, base: string | undefined): Readonly<Record<string, string>> {
  if (base === undefined) return { runbook: literal(alert.runbook.trim()) };
  return { runbook_url: `${base.replace(/\/$/, "")}/${alert.name}.md` };
}

/** Text that a Go template prints as it is. */
function literal(text: string): string {
  return text.replaceAll("{{", '{{ "{{" }}');
}

/** The value of a rule: a number in Prometheus, a string of all queries in Grafana, where the query's own number is `$values.A.Value`. */
export function forGrafana(template: string): string {
  return template.replace(/\$value\b/g, () => "$values.A.Value");
}
