import { existsSync, mkdirSync, mkdtempSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { previewPages } from "../src/dashboard/preview";
import { replaceFolder } from "../src/replace-folder";
import type { LoadOptions } from "./clients";
import { gatherDashboards } from "./dashboards-site";
import { EXIT, UsageError } from "./exit";
import { hasErrors, report } from "./report";

/** Writes a page for each dashboard, and one that lists them: whole, or not at all. */
export async function dashboardsPreview(
  folder: string,
  files: readonly string[],
  options: LoadOptions,
): Promise<number> {
  const { dashboards, problems } = await gatherDashboards(files, options);
  process.stderr.write(report(problems, "human"));
  const target = resolve(folder);
  guardFolder(target);
  mkdirSync(dirname(target), { recursive: true });
  const fresh = mkdtempSync(join(dirname(target), `.${basename(target)}-`));
  const pages = previewPages(dashboards);
  replaceFolder(target, fresh, () => {
    for (const [name, html] of pages) writeFileSync(join(fresh, name), html);
  });
  process.stdout.write(`wrote ${pages.length} pages: ${join(folder, "index.html")}\n`);
  return hasErrors(problems) ? EXIT.problems : EXIT.fine;
}

/** What lies there goes: it must be an earlier preview, or nothing. */
function guardFolder(folder: string): void {
  if (!existsSync(folder)) return;
  const other = statSync(folder).isDirectory() ? readdirSync(folder).find((name) => !name.endsWith(".html")) : folder;
  if (other !== undefined)
    throw new UsageError(`got the folder ${folder}, which holds ${other}: must be empty, or an earlier preview`);
}
