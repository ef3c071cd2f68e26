import { type LoadOptions, loadClients } from "./clients";
import { EXIT } from "./exit";
import type { Format } from "./formats";
import { hasErrors, report } from "./report";
import { summary } from "./summary";

export interface SynthOptions extends LoadOptions {
  readonly out: string;
  readonly format: Format;
  /** Print nothing but problems. */
  readonly quiet?: boolean;
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
  );
  if (!options.quiet)
    process.stdout.write(clients.map(({ file, config }) => summary(file, config, options.out)).join("\n"));
  return EXIT.fine;
}
