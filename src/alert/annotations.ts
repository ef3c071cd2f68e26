import { panelId } from "../dashboard";
import type { Alert, AlertPanel } from "./alert";

/** What rules of either engine need to know of their surroundings. */
export interface RuleOptions {
  /** Address under which `<alert name>.md` of `toRunbook` is found. @default none: the annotation `runbook` holds the text itself */
  readonly runbooks?: string | undefined;
  /** Address of Grafana, for rules that are not its own: they lead to their panel. @default none */
  readonly grafana?: string | undefined;
}

/** The annotations as Prometheus expands them. */
export function annotationsOf(alert: Alert, options: RuleOptions): Readonly<Record<string, string>> {
  return {
    summary: alert.summary,
    description: alert.description,
    ...runbookAnnotation(alert, options.runbooks),
    ...panelAnnotation(alert, options.grafana),
  };
}

function runbookAnnotation(alert: Alert, base: string | undefined): Readonly<Record<string, string>> {
  if (isAddress(alert.runbook)) return { runbook_url: alert.runbook };
  if (base === undefined) return { runbook: literal(alert.runbook.trim()) };
  return { runbook_url: `${base.replace(/\/$/, "")}/${alert.name}.md` };
}

/** Whether a runbook is a page elsewhere. */
function isAddress(runbook: string): boolean {
  return /^https:\/\/\S+$/.test(runbook);
}

function panelAnnotation({ panel }: Alert, grafana: string | undefined): Readonly<Record<string, string>> {
  if (panel === undefined || grafana === undefined) return {};
  return { dashboard_url: `${grafana}/d/${panel.dashboard}?viewPanel=${panelIdOf(panel)}` };
}

export function panelIdOf(panel: AlertPanel): number {
  return "id" in panel ? panel.id : panelId(panel.key);
}

/** Text that a Go template prints as it is. */
function literal(text: string): string {
  return text.replaceAll("{{", '{{ "{{" }}');
}

/** The value of a rule: a number in Prometheus, a string of all queries in Grafana, where the query's own number is `$values.A.Value`. */
export function forGrafana(template: string): string {
  return template.replace(/\$value\b/g, () => "$values.A.Value");
}
