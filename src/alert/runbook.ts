import type { Alert, AlertPanel } from "./alert";
import { type AlertGroup, labelsOf } from "./group";
import { conditionExpr } from "./prometheus-rules";

const MEANING: Readonly<Record<Alert["severity"], string>> = {
  critical: "critical: act now",
  warning: "warning: act within the working day",
  info: "info: nothing to do",
};

/** The runbook page (Markdown) of an alert. */
export function toRunbook(alert: Alert, group: Pick<AlertGroup, "team">): string {
  return `${[
    `# ${alert.name}`,
    code(alert.summary),
    table(alert, group),
    "## Meaning",
    code(alert.description),
    "## What to do",
    alert.runbook.trim(),
    "## Expression",
    `\`\`\`${alert.signal.expr.datasource === "loki" ? "logql" : "promql"}\n${conditionExpr(alert)}\n\`\`\``,
  ].join("\n\n")}\n`;
}

function table(alert: Alert, group: Pick<AlertGroup, "team">): string {
  const { severity: _, ...others } = labelsOf(alert, group);
  const rows: readonly (readonly [string, string])[] = [
    ["severity", MEANING[alert.severity]],
    ["fires after", alert.for],
    ["goes on firing for", alert.keepFiringFor],
    ...Object.entries(others).map(([name, value]) => [`label ${name}`, value] as const),
    ...(alert.panel === undefined ? [] : [["dashboard", panelText(alert.panel)] as const]),
  ];
  return ["| | |", "|---|---|", ...rows.map(([name, value]) => `| ${name} | ${value.replaceAll("|", "\\|")} |`)].join(
    "\n",
  );
}

function panelText(panel: AlertPanel): string {
  return `${panel.dashboard}, panel ${"id" in panel ? panel.id : panel.key}`;
}

/** Template actions stand as code, so that no Markdown engine with templates of its own (Jekyll, Hugo) expands them. */
function code(template: string): string {
  return template.replace(/\{\{.*?\}\}/g, (action) => `\`${action}\``);
}
