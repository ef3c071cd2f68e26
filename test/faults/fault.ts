/** What must find a fault: the first of these that can. */
export type Layer =
  | "schema"
  | "rule"
  | "secret"
  | "capacity"
  | "values"
  | "query"
  | "dashboard"
  | "alert"
  | "wiring"
  | "output"
  | "chart";

/** A fault that is injected, and what must be said of it before anything is applied. */
export interface Fault {
  readonly name: string;
  readonly layer: Layer;
  /** Beginning of the path that the message names. */
  readonly place: string;
  /** Words of the message. */
  readonly says: string;
}

/** A fault in a client's file: some keys of a valid client changed. */
export interface ConfigFault extends Fault {
  readonly change: Readonly<Record<string, unknown>>;
}
