import { alertGroups } from "../alerts/everything";
import { toRunbook } from "../src/alert";

/** Folder of the pages, one for each shipped alert. */
export const RUNBOOKS = "docs/runbooks";

/** Every page by its file, and the one that lists them. */
export function runbookPages(): Readonly<Record<string, () => string>> {
  const pages = alertGroups.flatMap((group) =>
    group.alerts.map((alert) => [`${RUNBOOKS}/${alert.name}.md`, () => toRunbook(alert, group)] as const),
  );
  return { ...Object.fromEntries(pages), [`${RUNBOOKS}/README.md`]: index };
}

const INTRODUCTION = `# Runbooks

<!-- Made from the shipped alerts by \`npm run generate\`: change alerts/, not these pages. -->

What each shipped alert means, and what to do. An alert carries its runbook in itself; where these pages are published,
\`alerts.runbooks\` names their address, and alerts link them instead. [alerts.md](../alerts.md) says how alerts are routed.
`;

function index(): string {
  const sections = alertGroups.map(({ name, alerts }) => {
    const rows = alerts.map(
      (alert) => `| [${alert.name}](${alert.name}.md) | ${alert.severity} | ${plain(alert.summary)} |`,
    );
    return `## ${name}\n\n| alert | severity | says |\n|---|---|---|\n${rows.join("\n")}\n`;
  });
  return [INTRODUCTION, ...sections].join("\n");
}

/** A summary whose templates are code, as in the page itself. */
function plain(summary: string): string {
  return summary.replace(/\{\{.*?\}\}/g, (action) => `\`${action}\``).replaceAll("|", "\\|");
}
