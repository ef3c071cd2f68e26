import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Problem } from "../src/problem";
import { lossesOf, type StackJson } from "../src/upgrade";

/** What an apply of one output over another would lose, in the stacks that both have. */
export function lossesBetween(before: string, after: string): readonly Problem[] {
  return readdirSync(join(after, "stacks"))
    .sort()
    .filter((stack) => existsSync(fileOf(before, stack)))
    .flatMap((stack) => lossesOf(stack, read(before, stack), read(after, stack)));
}

function read(folder: string, stack: string): StackJson {
  return JSON.parse(readFileSync(fileOf(folder, stack), "utf8")) as StackJson;
}

function fileOf(folder: string, stack: string): string {
  return join(folder, "stacks", stack, "cdk.tf.json");
}
