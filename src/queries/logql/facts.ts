import { querySeconds } from "../duration";
import type { Label, Matcher, MatchOperator, Range, Span } from "../promql/ast";
import { child, children, descendants, type SyntaxNode, textOf } from "../tree";
import { metricLabels } from "./labels";
import type { LogqlSource } from "./parse";
import { matcherParts } from "./rules";

/** A stream selector and what is done with its lines. */
export interface StreamUse extends Span {
  readonly matchers: readonly Matcher[];
  /** Stages of its pipeline in order: `|=`, `json`, `label_format`, `label filter`. */
  readonly stages: readonly string[];
  /** Label that becomes the value. */
  readonly unwrap?: string;
  readonly range?: Range;
  /** Functions and aggregations around it, the nearest first. */
  readonly within: readonly string[];
}

/** Labels that a query groups or joins by. */
export interface LogGrouping extends Span {
  readonly kind: "by" | "without" | "on" | "ignoring";
  readonly labels: readonly Label[];
  /** Whether a stage before it may make labels. */
  readonly parsed: boolean;
}

/** A regular expression or a template inside a pipeline, which Loki looks at only when it runs. */
export interface LogText extends Span {
  readonly kind: "line regex" | "template";
  readonly value: string;
}

/** What a LogQL query asks for. */
export interface LogqlFacts {
  /** Whether numbers come out, or lines. */
  readonly kind: "log" | "metric";
  /** All labels that its series can have. @default not settled by an aggregation */
  readonly labels: ReadonlySet<string> | undefined;
  readonly streams: readonly StreamUse[];
  readonly groupings: readonly LogGrouping[];
  readonly texts: readonly LogText[];
}

/** Stages that make labels of the line's content. */
const PARSERS: ReadonlySet<string> = new Set(["json", "logfmt", "regexp", "pattern", "unpack", "label_format"]);

export function makesLabels({ stages }: StreamUse): boolean {
  return stages.some((stage) => PARSERS.has(stage));
}

export function logqlFacts(source: LogqlSource): LogqlFacts {
  const streams = descendants(source.top, "Selector").map((node) => stream(source, node));
  return {
    kind: descendants(source.top, "MetricExpr").length > 0 ? "metric" : "log",
    labels: metricLabels(source),
    streams,
    groupings: descendants(source.top, "Grouping", "OnOrIgnoringModifier").map((node) => grouping(source, node)),
    texts: texts(source),
  };
}

function span(source: LogqlSource, { from, to }: Span): Span {
  return { from: source.original(from), to: source.original(to) };
}

function stream(source: LogqlSource, node: SyntaxNode): StreamUse {
  const whole = aroundRange(node);
  const range = descendants(whole, "Range")[0];
  const unwrapped = descendants(whole, "UnwrapExpr")
    .flatMap((unwrap) => children(unwrap))
    .find(({ name }) => name === "Identifier");
  return {
    ...span(source, node),
    matchers: descendants(node, "Matcher").map((inner) => matcher(source, inner)),
    stages: descendants(whole, "PipelineStage").map((stage) => stageName(source, stage)),
    ...(unwrapped === undefined ? {} : { unwrap: textOf(source, unwrapped) }),
    ...(range === undefined ? {} : { range: rangeOf(source, range) }),
    within: ancestors(node).flatMap((outer) => operationOf(source, outer)),
  };
}

/** The log expression with its range, of which a selector is the start. */
function aroundRange(node: SyntaxNode): SyntaxNode {
  const parent = node.parent;
  return parent !== null && ["LogExpr", "LogRangeExpr"].includes(parent.name) ? aroundRange(parent) : node;
}

function matcher(source: LogqlSource, node: SyntaxNode): Matcher {
  const { label, operator, value } = matcherParts(source, node);
  const own = span(source, node);
  return { ...own, label, operator: operator as MatchOperator, value, variable: hasVariable(source, own) };
}

function hasVariable(source: LogqlSource, { from, to }: Span): boolean {
  return source.variables.some((variable) => variable.from < to && variable.to > from);
}

function rangeOf(source: LogqlSource, node: SyntaxNode): Range {
  const own = span(source, node);
  const text = textOf(source, node).slice(1, -1).trim();
  const variable = source.variables.find(({ from, to }) => from < own.to && to > own.from);
  if (variable !== undefined) return { ...own, text: `$${variable.name}` };
  const seconds = querySeconds(text);
  return { ...own, text, ...(seconds === undefined ? {} : { seconds }) };
}

function stageName(source: LogqlSource, stage: SyntaxNode): string {
  const inner = children(stage).find(({ name }) => name !== "Pipe");
  if (inner === undefined) return "";
  if (inner.name === "LabelFilter") return "label filter";
  const first = inner.name === "LineFilters" ? descendants(inner, "Filter")[0] : children(inner)[0];
  return /^\W+|^\w+/.exec(textOf(source, first ?? inner).trim())?.[0].trim() ?? "";
}

function ancestors(node: SyntaxNode): readonly SyntaxNode[] {
  return node.parent === null ? [] : [node.parent, ...ancestors(node.parent)];
}

function operationOf(source: LogqlSource, node: SyntaxNode): readonly string[] {
  const operation = child(node, "RangeOp", "VectorOp");
  return operation === undefined ? [] : [textOf(source, operation).toLowerCase()];
}

function grouping(source: LogqlSource, node: SyntaxNode): LogGrouping {
  const around = node.parent ?? node;
  const streams = descendants(around, "Selector").map((inner) => stream(source, inner));
  const labels = children(node)
    .flatMap((inner) => descendants(inner, "Identifier", "LabelName"))
    .map((label) => {
      const own = span(source, label);
      return { ...own, name: textOf(source, label), variable: hasVariable(source, own) };
    });
  const kind = children(node)[0]?.name.toLowerCase() as LogGrouping["kind"];
  return { ...span(source, node), kind, labels, parsed: streams.some(makesLabels) };
}

function texts(source: LogqlSource): readonly LogText[] {
  const filters = descendants(source.top, "LineFilter").flatMap((node): LogText[] => {
    const operator = child(node, "Filter");
    const value = child(node, "String");
    const regex = operator !== undefined && ["|~", "!~"].includes(textOf(source, operator));
    return regex && value !== undefined ? [text(source, value, "line regex")] : [];
  });
  const templates = descendants(source.top, "LineFormatExpr", "LabelFormatMatcher").flatMap((node) => {
    const value = child(node, "String");
    return value === undefined ? [] : [text(source, value, "template")];
  });
  return [...filters, ...templates];
}

function text(source: LogqlSource, node: SyntaxNode, kind: LogText["kind"]): LogText {
  const written = textOf(source, node);
  const body = written.startsWith("`") ? written.slice(1, -1) : JSON.stringify(written).slice(3, -3);
  return { ...span(source, node), kind, value: body };
}
