import { escapeHelmTemplate } from "../../src/charts/helm-template";
import { durationSeconds, quantityBytes } from "../../src/quantity";
import { isFault, readRe2 } from "../../src/regex/re2";
import type { Block } from "./river";

/** Pods whose lines are meant, by labels of their streams: all that are given have to be right. */
export interface StreamMatch {
  readonly namespace?: string | undefined;
  readonly app?: string | undefined;
  readonly container?: string | undefined;
}

/** How lines of some pods are read. */
export interface ParseRule {
  readonly match: StreamMatch;
  /** @default - plain text */
  readonly format?: "json" | "logfmt" | undefined;
  /** Fields that become structured metadata, by the name they get. */
  readonly fields: Readonly<Record<string, string>>;
  /** Field with the time of a line. @default - when the container wrote it */
  readonly timestamp?: { readonly field: string; readonly format: string } | undefined;
  /** Joins lines, from one that matches `firstLine` to the next. @default - every line is an entry */
  readonly multiline?: { readonly firstLine: string; readonly maxLines: number; readonly maxWait: string } | undefined;
}

export interface DropRule {
  /** @default - everybody's lines */
  readonly match?: StreamMatch | undefined;
  /** Regular expression of RE2. @default - all lines */
  readonly line?: string | undefined;
}

export interface RedactRule {
  /** @default - everybody's lines */
  readonly match?: StreamMatch | undefined;
  /** Regular expression of RE2: its groups are replaced, or all of it where it has none. */
  readonly pattern: string;
  readonly replacement: string;
}

export interface RateLimit {
  readonly linesPerSecond: number;
  readonly burst: number;
  readonly excess: "hold" | "drop";
}

/** Joins the lines of one entry. */
export function multilineStage({ match, multiline }: ParseRule): readonly Block[] {
  if (multiline === undefined) return [];
  const { firstLine, maxLines, maxWait } = multiline;
  const attributes = { firstline: firstLine, max_lines: maxLines, max_wait_time: goDuration(maxWait) };
  return within(match, [{ name: "stage.multiline", attributes }]);
}

export function dropStage({ match, line }: DropRule): readonly Block[] {
  const lines = { name: "stage.drop", attributes: { expression: line ?? ".*", drop_counter_reason: "drop_rule" } };
  return within(match, [lines]);
}

/** Alloy replaces groups alone: without one it would find the secret, and let it through. */
export function redactStage({ match, pattern, replacement }: RedactRule): readonly Block[] {
  const read = readRe2(pattern);
  const expression = !isFault(read) && read.captureGroups === 0 ? `(${pattern})` : pattern;
  // The replacement is a template of Go, as Helm's are.
  return within(match, [
    { name: "stage.replace", attributes: { expression, replace: escapeHelmTemplate(replacement) } },
  ]);
}

/** Takes fields out of a line: beside it, and not into its labels, so that streams stay few. */
export function parseStages({ match, format, fields, timestamp }: ParseRule): readonly Block[] {
  if (format === undefined) return [];
  const read = { ...fields, ...(timestamp === undefined ? {} : { [TIME]: timestamp.field }) };
  const metadata = Object.fromEntries(Object.keys(fields).map((name) => [name, ""]));
  return within(match, [
    format === "json"
      ? { name: "stage.json", attributes: { expressions: { pairs: mapped(read, jmesPath) } } }
      : { name: "stage.logfmt", attributes: { mapping: { pairs: read } } },
    ...(Object.keys(fields).length === 0
      ? []
      : [{ name: "stage.structured_metadata", attributes: { values: { pairs: metadata } } }]),
    ...(timestamp === undefined
      ? []
      : [{ name: "stage.timestamp", attributes: { source: TIME, format: timestamp.format } }]),
  ]);
}

/** What the field with the time is called among the extracted ones. */
const TIME = "belvedere_time";

export function truncateStage(size: string): Block {
  return { name: "stage.truncate", blocks: [{ name: "rule", attributes: { limit: `${quantityBytes(size)}B` } }] };
}

export function limitStage({ linesPerSecond, burst, excess }: RateLimit): Block {
  const drop = excess === "drop" ? { drop: true, by_label_name: "namespace" } : {};
  return { name: "stage.limit", attributes: { rate: linesPerSecond, burst, ...drop } };
}

/** Go knows neither days nor weeks. */
export function goDuration(duration: string): string {
  return `${durationSeconds(duration)}s`;
}

/** Stages for the lines of some pods. */
function within(match: StreamMatch | undefined, blocks: readonly Block[]): readonly Block[] {
  if (match === undefined) return blocks;
  return [{ name: "stage.match", attributes: { selector: selectorOf(match) }, blocks }];
}

function selectorOf(match: StreamMatch): string {
  const matchers = Object.entries(match).flatMap(([label, value]) =>
    value === undefined ? [] : [`${label}=${JSON.stringify(value)}`],
  );
  return `{${matchers.join(", ")}}`;
}

/** Names in quotes are taken as they are, `@timestamp` and all. */
function jmesPath(path: string): string {
  return path
    .split(".")
    .map((name) => JSON.stringify(name))
    .join(".");
}

function mapped(map: Readonly<Record<string, string>>, change: (value: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}
