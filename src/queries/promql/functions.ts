/** What an expression is: a number, one sample a series, samples of a time a series, a text. `any`: a variable decides. */
export type ValueType = "scalar" | "instant vector" | "range vector" | "string" | "any";

export interface Signature {
  readonly arguments: readonly ValueType[];
  /** Fewest and most arguments. */
  readonly min: number;
  readonly max: number;
  readonly returns: ValueType;
  /** Only with `--enable-feature=promql-experimental-functions`, which the chart does not set. */
  readonly experimental: boolean;
}

const TYPES: Readonly<Record<string, ValueType>> = {
  s: "scalar",
  v: "instant vector",
  m: "range vector",
  t: "string",
};

/**
 * Functions by signature: arguments (s scalar, v instant vector, m range vector, t text), those in brackets may be left out,
 * `...` repeats the last one; after the colon what comes out.
 */
const TABLE: Readonly<Record<string, string>> = {
  "v:v":
    "abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor histogram_avg histogram_count histogram_stddev " +
    "histogram_stdvar histogram_sum ln log10 log2 rad sgn sin sinh sort sort_desc sqrt tan tanh timestamp",
  "m:v":
    "absent_over_time avg_over_time changes count_over_time delta deriv first_over_time idelta increase irate last_over_time " +
    "max_over_time min_over_time present_over_time rate resets stddev_over_time stdvar_over_time sum_over_time",
  "[v]:v": "day_of_month day_of_week day_of_year days_in_month hour minute month year",
  ":s": "pi time",
  "v:s": "scalar",
  "s:v": "vector",
  "vs:v": "clamp_max clamp_min",
  "vss:v": "clamp",
  "ssv:v": "histogram_fraction",
  "sv:v": "histogram_quantile",
  "vttt...:v": "label_join",
  "vtttt:v": "label_replace",
  "ms:v": "predict_linear",
  "sm:v": "quantile_over_time",
  "v[s]:v": "round",
};

const EXPERIMENTAL: Readonly<Record<string, string>> = {
  "m:v": "mad_over_time ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time ts_of_min_over_time",
  "v:v": "start_timestamp",
  ":s": "end max_of min_of range start step",
  "vtss...:v": "histogram_quantiles",
  "mss:v": "double_exponential_smoothing",
  "v[v]:v": "info",
  "vt...:v": "sort_by_label sort_by_label_desc",
};

/** Every function of the pinned Prometheus. */
export const FUNCTIONS: ReadonlyMap<string, Signature> = new Map([...read(TABLE, false), ...read(EXPERIMENTAL, true)]);

/** Aggregations and the type of their parameter; those without one take a vector alone. */
export const AGGREGATIONS: ReadonlyMap<string, ValueType | undefined> = new Map<string, ValueType | undefined>([
  ...["avg", "count", "group", "max", "min", "stddev", "stdvar", "sum"].map((name) => [name, undefined] as const),
  ...["bottomk", "limit_ratio", "limitk", "quantile", "topk"].map((name) => [name, "scalar"] as const),
  ["count_values", "string"],
]);

/** Aggregations that only a flag of Prometheus allows. */
export const EXPERIMENTAL_AGGREGATIONS: ReadonlySet<string> = new Set(["limit_ratio", "limitk"]);

function read(table: Readonly<Record<string, string>>, experimental: boolean): [string, Signature][] {
  return Object.entries(table).flatMap(([signature, names]) =>
    names.split(" ").map((name): [string, Signature] => [name, signatureOf(signature, experimental)]),
  );
}

function signatureOf(text: string, experimental: boolean): Signature {
  const [taken = "", returned = ""] = text.split(":");
  const repeats = taken.endsWith("...");
  const required = taken.replace("...", "").replace(/\[.\]$/, "");
  const types = [...taken.replace(/[[\].]/g, "")].map(typeOf);
  const last = types.length - (repeats ? 1 : 0);
  return {
    arguments: types,
    min: repeats ? last : required.length,
    max: repeats ? Number.POSITIVE_INFINITY : types.length,
    returns: typeOf(returned),
    experimental,
  };
}

function typeOf(letter: string): ValueType {
  return TYPES[letter] as ValueType;
}
