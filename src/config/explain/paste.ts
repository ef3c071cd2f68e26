import { stringify } from "yaml";

/** A value as YAML to paste, without a line end after the last line. */
export function pasteLines(value: unknown): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false }).trimEnd();
}
