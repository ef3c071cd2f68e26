import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadClients } from "../../cli/clients";
import { synthesize } from "../../stacks/synthesize";

/** What came of one config. */
export interface Outcome {
  readonly problems: number;
  /** Whether it was good enough to be synthesized, and was. */
  readonly synthesized: boolean;
  readonly milliseconds: number;
}

/** Words that stand in a message only where somebody forgot a case. */
const LEAKS = /Invalid input|\bundefined\b|\[object|\bNaN\b|\n/;

/**
 * Has a config checked, and synthesized where nothing is wrong with it.
 *
 * @throws Error for a crash, for a problem without a place, and for a message that shows the program instead of the fault.
 */
export async function hold(content: string | Uint8Array): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "belvedere-fuzz-"));
  const file = join(folder, "client.yaml");
  try {
    writeFileSync(file, content);
    const start = performance.now();
    const { clients, problems } = await loadClients([file], {});
    const milliseconds = performance.now() - start;
    for (const { path, message, position } of problems) {
      if (position === undefined || position.line < 1 || position.column < 1)
        throw new Error(`no place: ${path}: ${message}`);
      if (LEAKS.test(message)) throw new Error(`no message for people: ${path}: ${message}`);
    }
    const good = clients.length > 0 && problems.every(({ severity }) => severity === "warning");
    if (good)
      synthesize(
        clients.map(({ config }) => config),
        join(folder, "out"),
      );
    return { problems: problems.length, synthesized: good, milliseconds };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
