import type { HelmValue } from "../../src/charts";
import { escapeHelmTemplateInYaml } from "../../src/charts/helm-template";

/** A value of the collector's configuration. A text means itself; what the collector is to expand is an expression. */
export type ConfigValue =
  | string
  | number
  | boolean
  | null
  | Expression
  | readonly ConfigValue[]
  | { readonly [key: string]: ConfigValue };

/** Text that the collector expands, such as an address with `${env:MY_POD_IP}` in it. */
export interface Expression {
  readonly expanded: string;
}

/** Components by their id, `type` or `type/name`. A null takes away one that the chart brings. */
type Components = Readonly<Record<string, Readonly<Record<string, ConfigValue>> | null>>;

/** The way of one signal: ids of components, in the order in which data passes them. */
export type Pipeline = {
  readonly receivers: readonly string[];
  readonly processors: readonly string[];
  readonly exporters: readonly string[];
};

/** A configuration of the collector. */
export type CollectorConfig = {
  readonly receivers: Components;
  readonly processors: Components;
  readonly exporters: Components;
  readonly service: { readonly pipelines: Readonly<Record<"traces" | "metrics" | "logs", Pipeline>> };
};

/** A text that the collector expands. */
export function expand(text: string): Expression {
  return { expanded: text };
}

/** A value as the chart must be given it, so that the collector reads what is meant: the chart takes it for a template, and the collector expands `$`. */
export function collectorValue(value: ConfigValue): HelmValue {
  if (typeof value === "string") return escapeHelmTemplateInYaml(value.replaceAll("$", () => "$$"));
  if (value === null || typeof value !== "object") return value;
  if (isList(value)) return value.map(collectorValue);
  if (isExpression(value)) return value.expanded;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, collectorValue(inner)]));
}

function isList(value: ConfigValue): value is readonly ConfigValue[] {
  return Array.isArray(value);
}

function isExpression(value: object): value is Expression {
  return "expanded" in value;
}
