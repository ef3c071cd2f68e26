import { spawn } from "node:child_process";

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Text for its standard input. @default - none */
  readonly input?: string;
  /** Exit codes that are no failure. @default [0] */
  readonly codes?: readonly number[];
}

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program to its end, without blocking: this process serves the charts meanwhile.
 *
 * @throws Error with what it said when it fails
 */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const { cwd, env, input = "", codes = [0] } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: env ?? process.env, stdio: "pipe" });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (data: Buffer) => stdout.push(data));
    child.stderr.on("data", (data: Buffer) => stderr.push(data));
    child.on("error", reject);
    child.on("close", (code) => {
      const ended = { code: code ?? -1, stdout: String(Buffer.concat(stdout)), stderr: String(Buffer.concat(stderr)) };
      if (codes.includes(ended.code)) resolve(ended);
      else reject(new Error(`${program} ${args.join(" ")}: exit code ${ended.code}\n${ended.stderr || ended.stdout}`));
    });
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}
