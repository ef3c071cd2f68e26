/** A place in a file, counted from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One fault in the input, with all that a person needs to mend it. Never holds a secret. */
export interface Problem {
  /** Path of the key in the config, such as `cluster.nodePools.burst.autoscale.max`, or the path of a construct. */
  readonly path: string;
  /** What was got and what is allowed: `got "Grafana.acme", must be a lower-case DNS name`. */
  readonly message: string;
  /** Where it stands. A problem without one belongs to no file. */
  readonly position?: Position;
  /** Whether the key or its value is at fault. @default value */
  readonly at?: "key" | "value";
  /** Lines of YAML to paste. */
  readonly paste?: string;
  /** A warning does not stop a synthesis. @default error */
  readonly severity?: "error" | "warning";
  /** Name of the rule that found it: docs/rules.md explains it, an `ignore` names it. @default none */
  readonly rule?: string;
  /** What is at fault, as an `ignore` names it. @default nothing that can be named */
  readonly subject?: Subject;
}

/** A dashboard by its uid, a panel by its title, an alert by its name. */
export interface Subject {
  readonly dashboard?: string | undefined;
  readonly panel?: string | undefined;
  readonly alert?: string | undefined;
}

/** Thrown with every problem of the input at once. */
export class InputError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map((problem) => `${problem.path}: ${problem.message}`).join("\n"));
    this.name = "InputError";
  }
}
