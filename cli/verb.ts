import { type Command, Option } from "commander";

/** Called with the exit code of the verb that ran. */
export type Done = (code: number) => void;

export const EXIT_CODES = `
Exit codes: 0 fine, 1 problems in the input, 2 wrong usage, 3 a fault of Belvedere's own.`;

/** A verb over the configs of some clients. */
export function verb(belvedere: Command, name: string, description: string): Command {
  return typescript(belvedere.command(`${name} <file...>`).description(description)).exitOverride();
}

/** What every verb that loads configs may be told. */
export function typescript(command: Command): Command {
  return command.option("--allow-typescript", "run configs written in TypeScript: they are code");
}

export function formats(choices: readonly string[]): Option {
  return new Option("-f, --format <format>", "how to print").choices([...choices]).default(choices[0]);
}
