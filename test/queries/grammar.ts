import fc from "fast-check";

/** Queries of every shape, most of them valid: to be held against the real parser. */
export function promqlQueries(): fc.Arbitrary<string> {
  const label = fc.constantFrom("job", "instance", "le", "on", "by", "sum");
  const labels = fc.array(label, { maxLength: 2 }).map((names) => `(${names.join(", ")})`);
  const value = fc.constantFrom('"x"', "'x'", "`x`", '""', '"a|b"', '".+"', '".*"', '"(?i)x"', '"["', '"\\\\d+"');
  const matcher = fc
    .tuple(label, fc.constantFrom("=", "!=", "=~", "!~"), value)
    .map(([name, operator, text]) => `${name}${operator}${text}`);
  const matchers = fc.array(matcher, { maxLength: 2 }).map((list) => (list.length === 0 ? "" : `{${list.join(",")}}`));
  const metric = fc.constantFrom("up", "a:b", "rate", "sum", "start", "node_load1", "offset_total");
  const selector = fc.tuple(metric, matchers).map(([name, rest]) => name + rest);
  const duration = fc.constantFrom("5m", "1h30m", "1d", "90s", "100ms", "5", "1y2w", "0s", "2 * 5m");
  const pinned = fc.constantFrom("", "", "", " offset 5m", " offset -1h", " @ 100", " @ end()", " @ start() offset 1m");
  const matrix = fc.tuple(selector, duration, pinned).map(([vector, range, at]) => `${vector}[${range}]${at}`);
  const { expr } = fc.letrec<{ expr: string; operand: string }>((tie) => ({
    operand: fc.oneof(
      { maxDepth: 3 },
      selector,
      fc.tuple(selector, pinned).map((parts) => parts.join("")),
      fc.constantFrom("1", "0.5", "1e3", "0x1f", "NaN", "-Inf", "5m", "time()", '"text"'),
      tie("expr").map((inner) => `(${inner})`),
      fc
        .tuple(fc.constantFrom("rate", "increase", "max_over_time", "changes"), matrix)
        .map(([name, of]) => `${name}(${of})`),
      fc
        .tuple(fc.constantFrom("abs", "ceil", "absent", "sort", "scalar", "vector", "round", "hour"), tie("expr"))
        .map(([name, of]) => `${name}(${of})`),
      fc
        .tuple(fc.constantFrom("sum", "avg", "COUNT", "group"), fc.constantFrom("by", "without"), labels, tie("expr"))
        .map(([name, kind, by, of]) => `${name} ${kind} ${by} (${of})`),
      fc
        .tuple(fc.constantFrom("topk", "quantile", "count_values", "bottomk"), tie("operand"), tie("expr"))
        .map(([name, parameter, of]) => `${name}(${parameter}, ${of})`),
      tie("expr").map((inner) => `max_over_time((${inner})[30m:1m])`),
      fc.tuple(tie("operand"), labels).map(([of]) => `-${of}`),
      fc.tuple(tie("expr")).map(([of]) => `label_replace(${of}, "a", "$1", "b", "(.*)")`),
    ),
    expr: fc.oneof(
      { maxDepth: 3 },
      tie("operand"),
      fc
        .tuple(
          tie("operand"),
          fc.constantFrom("+", "-", "*", "/", "%", "^", "==", ">", "<=", "and", "or", "unless", "atan2"),
          fc.constantFrom("", "", "", " bool"),
          fc.oneof(
            fc.constant(""),
            labels.map((on) => ` on ${on}`),
            labels.map((on) => ` ignoring ${on} group_left`),
          ),
          tie("operand"),
        )
        .map(([left, operator, bool, matching, right]) => `${left} ${operator}${bool}${matching} ${right}`),
    ),
  }));
  return expr;
}

/** The query with one thing broken: a character gone or doubled, a word swapped for another. */
export function mutants(query: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(query, fc.nat(), fc.constantFrom("drop", "double", "swap")).map(([text, seed, kind]) => {
    const at = seed % Math.max(1, text.length);
    if (kind === "drop") return text.slice(0, at) + text.slice(at + 1);
    if (kind === "double") return text.slice(0, at) + text.slice(at, at + 1) + text.slice(at);
    return text.replace(/\b(?:rate|sum|by|abs|on)\b/, "nope");
  });
}
