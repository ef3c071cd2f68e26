import { readText } from "../../config/source/read";
import { run } from "../../config/source/typescript";
import { InputError, type Position } from "../../problem";
import { isBuilder } from "../built";
import type { Dashboard } from "../dashboard";
import { defineDashboard } from "../dashboard";
import { isRecord, text, type Unread } from "../read";
import { renderDashboard } from "../render";
import type { OwnOptions } from "./load";

/** A dashboard that code has made. */
export interface CodedDashboard {
  readonly model: Unread;
  readonly folder: string | undefined;
  /** The file as a whole: what stands where in code is not known. */
  readonly at: Position;
}

/**
 * The dashboards that a module exports as its default: one, or a list of them.
 *
 * @param askedAt where a config names the file
 * @throws InputError when code may not run, when it fails, or when it exports something else.
 */
export async function dashboardsInCode(
  file: string,
  askedAt: Position | undefined,
  options: OwnOptions,
): Promise<readonly CodedDashboard[]> {
  const at = { file, line: 1, column: 1 };
  const source = readText(file, askedAt);
  if (!options.allowTypeScript) {
    const message = `got "${file}", which is code that runs when it is loaded, must be allowed by --allow-typescript`;
    throw new InputError([{ path: "dashboards", message, position: askedAt ?? at }]);
  }
  const exported = await run(source);
  const all: readonly unknown[] = Array.isArray(exported) ? exported : [exported];
  return all.map((one, index) => {
    const coded = codedDashboard(one, options);
    if (coded !== undefined) return { ...coded, at };
    const which = Array.isArray(exported) ? ` at place ${index}` : "";
    const message = `got no dashboard as its default export${which}, must be defineDashboard({...}), a DashboardBuilder, or a list of them`;
    throw new InputError([{ path: "dashboard", message, position: at }]);
  });
}

function codedDashboard(exported: unknown, options: OwnOptions): Omit<CodedDashboard, "at"> | undefined {
  if (isDefined(exported)) return rendered(exported, exported.folder, options);
  if (isBuilder(exported)) return rendered(defineDashboard(exported), undefined, options);
  return isRecord(exported) && Array.isArray(exported.panels) ? { model: exported, folder: undefined } : undefined;
}

function rendered(
  dashboard: Dashboard,
  folder: string | undefined,
  { context }: OwnOptions,
): Omit<CodedDashboard, "at"> {
  return { model: JSON.parse(renderDashboard(dashboard, context)) as Unread, folder };
}

function isDefined(value: unknown): value is Dashboard {
  return isRecord(value) && text(value.uid) !== "" && Array.isArray(value.rows) && text(value.folder) !== "";
}
