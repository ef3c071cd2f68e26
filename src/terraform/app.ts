import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { App, type IStackSynthesizer, type TerraformStack } from "cdktf";
import type * as StackTrace from "cdktf/lib/tokens/private/stack-trace";
import { type Resolve, resolvingPlainValues } from "./plain-values";

export type { App } from "cdktf";

/** Name and place of one synthesized stack, as the manifest has it. */
export interface Manifest {
  readonly stacks: Readonly<Record<string, { readonly name: string; readonly dependencies: readonly string[] }>>;
  readonly version: string;
}

/**
 * Runs one app, writes its stacks under `outdir`, and says what their manifest is: who runs several writes one for all. Output
 * depends on nothing but what `build` makes, and nothing of the app stays in memory.
 */
export function synthesizeApp(outdir: string, build: (app: App) => void): Manifest {
  return forgettingTokens(() =>
    withoutTraces(() => {
      // Its validations look for providers, which every stack of ours has, and run `terraform version`.
      const app = new PlainApp({ outdir, stackTraces: false, skipValidation: true });
      app.manifest.writeToFile = () => undefined;
      build(app);
      resolvingQuickly(() => app.synth());
      return sorted(app.manifest.buildManifest()) as Manifest;
    }),
  );
}

/** An app of ours alone: its stacks hand each other plain values, and nobody adds aspects or annotations to them. */
export class PlainApp extends App {}

/** What a stack of a `PlainApp` leaves out of its synthesis. */
export function synthesizePlainly(stack: TerraformStack): void {
  // CDKTF would resolve every value once more to find references between stacks.
  stack.prepareStack = () => undefined;
  stack.synthesizer = plainSynthesizer(stack);
}

/** Writes the stack as JSON with sorted keys: the same bytes whichever engine, and whichever printer it brings. */
function plainSynthesizer(stack: TerraformStack): IStackSynthesizer {
  return {
    synthesize({ outdir, manifest }) {
      const { workingDirectory, synthesizedStackPath } = manifest.forStack(stack);
      mkdirSync(join(outdir, workingDirectory), { recursive: true });
      writeFileSync(join(outdir, synthesizedStackPath), JSON.stringify(sorted(stack.toTerraform()), undefined, 2));
    },
  };
}

function sorted(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(sorted);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

/** By require, since an import's bindings cannot be replaced. */
const stackTrace: Pick<typeof StackTrace, "captureStackTrace"> = require("cdktf/lib/tokens/private/stack-trace");
const tokens: { resolve: Resolve } = require("cdktf/lib/_tokens");

/** CDKTF takes a whole stack trace for every token, for messages that we never show: a quarter of a synthesis. */
function withoutTraces<T>(run: () => T): T {
  return replacing(stackTrace, "captureStackTrace", () => [], run);
}

function resolvingQuickly<T>(run: () => T): T {
  return replacing(tokens, "resolve", resolvingPlainValues(tokens.resolve), run);
}

function replacing<M, K extends keyof M, T>(module: M, name: K, by: M[K], run: () => T): T {
  const original = module[name];
  try {
    module[name] = by;
    return run();
  } finally {
    module[name] = original;
  }
}

/** CDKTF keeps every token, and by it the whole tree of constructs, for as long as the process lives. */
function forgettingTokens<T>(run: () => T): T {
  const before = new Map(tokenMaps().map((map) => [map, new Set(map.keys())]));
  try {
    return run();
  } finally {
    for (const map of tokenMaps()) for (const key of map.keys()) if (!before.get(map)?.has(key)) map.delete(key);
  }
}

interface TokenMaps {
  readonly stringTokenMap: Map<unknown, unknown>;
  readonly numberTokenMap: Map<unknown, unknown>;
}

function tokenMaps(): readonly Map<unknown, unknown>[] {
  const { __cdktfTokenMap: maps } = globalThis as { __cdktfTokenMap?: TokenMaps };
  return maps === undefined ? [] : [maps.stringTokenMap, maps.numberTokenMap];
}
