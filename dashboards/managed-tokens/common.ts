import { promql, type Query } from "../../src/dashboard";
import type { Executable, ManagedTokensScope } from "../../src/managed-tokens";

export const TOKENS_FOLDER = "Managed tokens";

/** The first makes the menu between the dashboards of the service. */
export const TOKENS_TAGS: readonly string[] = ["managed-tokens", "belvedere"];

/** What an executable pushes. Another environment may push the same metrics to the same gateway. */
export function ofRun({ jobs }: ManagedTokensScope, executable: Executable): Query {
  return promql`job="${jobs[executable]}"`;
}
