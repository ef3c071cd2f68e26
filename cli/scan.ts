import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import pc from "picocolors";
import type { Problem } from "../src/problem";
import { scanForSecrets } from "../src/scan-secrets";
import { EXIT, UsageError } from "./exit";
import type { Format } from "./formats";
import { report } from "./report";

/** Says where plain-text secrets lie in synthesized output, saved plans or states. Never shows one. */
export function scan(places: readonly string[], { format }: { readonly format: Format }): number {
  const files = places.flatMap(filesOf);
  const problems = files.flatMap(secretsIn);
  process.stdout.write(report(problems, format));
  if (format === "human" && problems.length === 0)
    process.stdout.write(`${pc.green("ok")}  ${files.length} ${files.length === 1 ? "file" : "files"}, no secret\n`);
  return problems.length === 0 ? EXIT.fine : EXIT.problems;
}

/** A file, or every stack of an output. */
function filesOf(place: string): readonly string[] {
  if (!existsSync(place)) throw new UsageError(`got ${place}, which does not exist`);
  if (statSync(place).isFile()) return [place];
  const stacks = join(place, "stacks");
  if (!existsSync(stacks))
    throw new UsageError(`got ${place}, must be a JSON file or a folder that belvedere synth has written`);
  return readdirSync(stacks)
    .sort()
    .map((stack) => join(stacks, stack, "cdk.tf.json"));
}

function secretsIn(file: string): readonly Problem[] {
  return scanForSecrets(read(file), basename(join(file, "..")));
}

function read(file: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (typeof value === "object" && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch {
    // Said below: the text of a parser may show what stands in the file.
  }
  throw new UsageError(`got ${file}, must be a JSON object: of a plan, the output of terraform show -json`);
}
