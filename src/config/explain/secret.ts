import type { Path } from "../source/tree";
import { mustBeSecret } from "./allowed";
import type { Finding } from "./finding";
import { nest } from "./path";
import { describeKind } from "./render";
import type { Schema } from "./schema-walk";

/** A value where a reference to a secret is wanted. Neither message nor lines to paste hold it. */
export function literalSecret(path: Path, value: unknown, schema: Schema): Finding {
  const got = describeKind(value);
  const why = got.startsWith("a literal") ? " that would lie in the repository and in the state" : "";
  return {
    path,
    message: isGenerated(value)
      ? `got generated, but somebody outside of the cluster has to know this secret as well, ${mustBeSecret(schema)}`
      : `got ${got}${why}, ${mustBeSecret(schema)}`,
    fix: nest(path, { env: variableFor(path) }),
  };
}

function isGenerated(value: unknown): boolean {
  return typeof value === "object" && value !== null && "generated" in value;
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
