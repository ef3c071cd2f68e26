import { CommanderError } from "commander";
import { InputError } from "../src/problem";
import { EXIT, UsageError } from "./exit";
import { program } from "./program";
import { report } from "./report";

/** Runs one command line and says how it ended. */
export async function main(argv: readonly string[], version: string): Promise<number> {
  let code: number = EXIT.fine;
  try {
    await program(version, (ended) => {
      code = ended;
    }).parseAsync([...argv], { from: "user" });
    return code;
  } catch (error) {
    return failed(error);
  }
}

function failed(error: unknown): number {
  // Commander has printed its own message; help and version end with 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.usage;
  if (error instanceof UsageError) return say(`${error.message}\n`, EXIT.usage);
  if (error instanceof InputError) return say(report(error.problems, "human"), EXIT.problems);
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return say(
    `Belvedere failed, and it should not have. Please report it (npm bugs belvedere), with what follows and without secrets:\n${trace}\n`,
    EXIT.fault,
  );
}

function say(text: string, code: number): number {
  process.stderr.write(text);
  return code;
}
