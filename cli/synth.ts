import { existsSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../src/problem";
import { type LoadOptions, loadClients } from "./clients";
import { EXIT, UsageError } from "./exit";
import type { Format } from "./formats";
import { hasErrors, report } from "./report";
import { summary } from "./summary";

export interface SynthOptions extends LoadOptions {
  readonly out: string;
  readonly format: Format;
  /** Print nothing but problems. */
  readonly quiet?: boolean;
  /** Earlier output that nothing may be lost against. @default - what stands in `out` */
  readonly since?: string;
  /** Go on where data would be lost, or Kubernetes would refuse. */
  readonly acceptLosses?: boolean;
}

/** Writes the Terraform JSON of every client, or says what is wrong with their configs. */
export async function synth(files: readonly string[], options: SynthOptions): Promise<number> {
  const { clients, problems } = await loadClients(files, options);
  process.stderr.write(report(problems, options.format));
  if (hasErrors(problems)) return EXIT.problems;
  // Loaded only now: a config with faults needs no Terraform.
  const { synthesize } = require("../stacks/synthesize") as typeof import("../stacks/synthesize");
  synthesize(
    clients.map(({ config }) => config),
    options.out,
    {
      guard: guardOf(options),
      dashboards: new Map(clients.map(({ config, dashboards }) => [config, dashboards])),
    },
  );
  if (!options.quiet)
    process.stdout.write(clients.map(({ file, config }) => summary(file, config, options.out)).join("\n"));
  return EXIT.fine;
}

/** Compares with what was synthesized before, where there is something. */
function guardOf({ since, out, acceptLosses = false, format }: SynthOptions): ((fresh: string) => void) | undefined {
  if (since !== undefined && !existsSync(join(since, "stacks")))
    throw new UsageError(`got --since ${since}, must be a folder that belvedere synth has written`);
  const earlier = since ?? out;
  if (!existsSync(join(earlier, "stacks"))) return undefined;
  return (fresh) => {
    const { lossesBetween } = require("./losses") as typeof import("./losses");
    const losses = lossesBetween(earlier, fresh);
    if (hasErrors(losses) && !acceptLosses) throw new InputError(losses);
    process.stderr.write(
      report(
        losses.map((loss) => ({ ...loss, severity: "warning" as const })),
        format,
      ),
    );
  };
}
