import type { Path } from "../source/tree";
import type { Finding } from "./finding";
import { nest } from "./path";
import { describeKind } from "./render";

/** A value where a reference to a secret is wanted. Neither message nor lines to paste hold it. */
export function literalSecret(path: Path, value: unknown): Finding {
  const got = describeKind(value);
  const why = got.startsWith("a literal") ? " that would lie in the repository and in the state" : "";
  return {
    path,
    message: `got ${got}${why}, must be a reference to a secret: env, or existing`,
    fix: nest(path, { env: variableFor(path) }),
  };
}

/** A name for the environment variable of a secret: `SLACK_WEBHOOK` for `...slack.webhook`. */
export function variableFor(path: Path): string {
  const words = path.filter((key) => typeof key === "string").slice(-2);
  const name = words
    .map((word) => word.replace(/([a-z0-9])([A-Z])/g, "$1_$2"))
    .join("_")
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, "_")
    .replace(/^[^A-Z]+|_+$/g, "");
  return name === "" ? "SECRET" : name;
}
