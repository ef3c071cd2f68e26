import type { Position } from "../../problem";

/** The text of a file, with places in it. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
  /** Line and column of an offset, as editors count: from 1, in UTF-16 code units. */
  positionAt(offset: number): Position;
}

export function sourceText(file: string, text: string): SourceText {
  const starts = lineStarts(text);
  return { file, text, positionAt: (offset) => positionIn(file, starts, Math.min(offset, text.length)) };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function positionIn(file: string, starts: readonly number[], offset: number): Position {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { file, line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}
