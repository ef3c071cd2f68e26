import type { Query } from "./query";

interface VariableBase {
  /** Name in queries: `$name`. */
  readonly name: string;
  /** Name for people. */
  readonly label: string;
}

/** The values of one label, as a list at the top. */
export interface LabelVariable extends VariableBase {
  readonly kind?: "label";
  /** Where its values come from. */
  readonly values: {
    /** A selector of series that carry the label; it may name other variables, whose choice then narrows the list. */
    readonly of: Query;
    readonly label: string;
  };
  /** How many values somebody may choose: any number, All among them, or one. @default many */
  readonly choose?: "many" | "one";
}

/** A list that is known beforehand. */
export interface CustomVariable extends VariableBase {
  readonly kind: "custom";
  /** What stands in the list, by the value that queries get. The first is chosen at opening. */
  readonly options: Readonly<Record<string, string>>;
}

/** Text that somebody types, such as words to search for. */
export interface TextboxVariable extends VariableBase {
  readonly kind: "textbox";
  /** @default empty */
  readonly value?: string;
}

export type Variable = LabelVariable | CustomVariable | TextboxVariable;
