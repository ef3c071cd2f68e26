import type { Position, Problem } from "../../problem";
import { locateKey, locateValue, type Path, type SourceNode } from "../source/tree";
import { pasteLines } from "./paste";
import { formatPath } from "./path";

/** A fault of a config before it is known where in a file it stands. */
export interface Finding {
  readonly path: Path;
  readonly message: string;
  /** Whether the key or the value is at fault. @default value */
  readonly at?: "key" | "value";
  /** Path of the key that a misspelt one stands for: it is not missing. */
  readonly meant?: Path;
  /** What to paste, from the root of the config. */
  readonly fix?: unknown;
  /** @default error */
  readonly severity?: "error" | "warning";
}

/** A finding with its place and its lines to paste. */
export function toProblem(root: SourceNode, finding: Finding): Problem {
  const position = (finding.at === "key" ? locateKey : locateValue)(root, finding.path);
  const note = isWholeProgram(position) ? " (somewhere in this file: its place in the code is not known)" : "";
  return {
    path: formatPath(finding.path),
    message: finding.message + note,
    ...(position && { position }),
    ...(finding.fix !== undefined && { paste: pasteLines(finding.fix) }),
    ...(finding.severity && { severity: finding.severity }),
  };
}

/** A program never begins with a key of the config, so its first character stands for the file. */
function isWholeProgram(position: Position | undefined): boolean {
  return position?.line === 1 && position.column === 1 && /\.[cm]?[jt]s$/.test(position.file);
}
