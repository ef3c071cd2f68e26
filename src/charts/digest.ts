import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { ChartPin } from "./lock";

/** SHA-256 of a package, as the index of a Helm repository gives it. */
export function packageDigest(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

/** Says how a package is another one than the lock knows. @returns undefined where it is the same, or the lock has no digest of it */
export function digestDifference({ repository, version, digest }: ChartPin, file: string): string | undefined {
  if (digest === undefined) return undefined;
  const found = packageDigest(file);
  if (found === digest) return undefined;
  return `${file} is not the package that ${repository} served as ${version} when it was locked: got ${found}, must be ${digest}`;
}
