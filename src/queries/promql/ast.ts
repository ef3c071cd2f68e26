/** A piece of a query: offsets in the text as written. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export type MatchOperator = "=" | "!=" | "=~" | "!~";

export interface Matcher extends Span {
  readonly label: string;
  readonly operator: MatchOperator;
  /** The value, its escapes resolved. A variable in it is replaced by a word. */
  readonly value: string;
  /** Whether label or value holds a variable, so that neither is known. */
  readonly variable: boolean;
}

/** A length of time in a query. */
export interface Range extends Span {
  /** As written: `5m`, `$__rate_interval`. */
  readonly text: string;
  /** Undefined where a variable or a calculation decides. */
  readonly seconds?: number;
}

export interface Selector extends Span {
  readonly kind: "selector";
  /** Name of the metric; undefined where matchers or a variable decide. */
  readonly name?: string;
  /** Whether the name holds a variable. */
  readonly variable: boolean;
  readonly matchers: readonly Matcher[];
  /** Of a range vector. */
  readonly range?: Range;
  readonly offset?: Range;
  /** Whether `@` fixes its time. */
  readonly at?: boolean;
}

export interface Call extends Span {
  readonly kind: "call";
  readonly name: string;
  readonly arguments: readonly Expr[];
}

export interface Aggregation extends Span {
  readonly kind: "aggregation";
  /** In lower case; undefined where a variable decides. */
  readonly operator: string | undefined;
  readonly grouping?: Grouping;
  readonly arguments: readonly Expr[];
}

export interface Grouping extends Span {
  readonly kind: "by" | "without";
  readonly labels: readonly Label[];
}

export interface Label extends Span {
  readonly name: string;
  /** Whether a variable decides. */
  readonly variable: boolean;
}

export interface Matching extends Span {
  readonly kind: "on" | "ignoring";
  readonly labels: readonly Label[];
  readonly group?: "left" | "right";
  /** Labels that the side with one series gives to the other. */
  readonly include: readonly Label[];
}

export interface Binary extends Span {
  readonly kind: "binary";
  /** In lower case. */
  readonly operator: string;
  readonly operatorSpan: Span;
  readonly bool: boolean;
  readonly fill: boolean;
  readonly matching?: Matching;
  readonly left: Expr;
  readonly right: Expr;
}

export interface Subquery extends Span {
  readonly kind: "subquery";
  readonly expr: Expr;
  readonly range: Range;
  readonly step?: Range;
  readonly offset?: Range;
  readonly at?: boolean;
}

export interface Unary extends Span {
  readonly kind: "unary";
  readonly expr: Expr;
}

export interface Paren extends Span {
  readonly kind: "paren";
  readonly expr: Expr;
}

export interface NumberLiteral extends Span {
  readonly kind: "number";
  /** As written. */
  readonly text: string;
}

export interface StringLiteral extends Span {
  readonly kind: "string";
  readonly value: string;
  readonly variable: boolean;
}

export type Expr = Selector | Call | Aggregation | Binary | Subquery | Unary | Paren | NumberLiteral | StringLiteral;

/** What an expression holds, in reading order. */
export function operands(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "call":
    case "aggregation":
      return expr.arguments;
    case "binary":
      return [expr.left, expr.right];
    case "subquery":
    case "unary":
    case "paren":
      return [expr.expr];
    default:
      return [];
  }
}

/** The expression without the braces around it. */
export function bare(expr: Expr): Expr {
  return expr.kind === "paren" ? bare(expr.expr) : expr;
}
