import type { Query } from "./query";
import type { Severity } from "./threshold";

/** Marks on the time axis of every panel: when something happened that may be the reason. */
export interface Annotation {
  /** What it is called in the menu at the top. */
  readonly name: string;
  /** A series for each kind of event; a mark wherever it has a value. */
  readonly query: Query;
  /** Heading of a mark, with `{{label}}`. */
  readonly title: string;
  /** Text of a mark, with `{{label}}`. @default none */
  readonly text?: string;
  /** Labels that a mark shows as tags. @default none */
  readonly tags?: readonly string[];
  /** Its colour. @default info */
  readonly severity?: Severity;
  /** The value of the series is the time of the event, in milliseconds. @default false */
  readonly valueIsTime?: boolean;
  /** Whether it is shown before anybody asks. @default true */
  readonly shown?: boolean;
}
