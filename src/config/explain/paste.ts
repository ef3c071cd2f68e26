import { stringify } from "yaml";

/** A value as YAML to paste, quoted for readers of YAML 1.1 too, without a line end after the last line. */
export function pasteLines(value: unknown): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false, compat: "yaml-1.1" }).trimEnd();
}
