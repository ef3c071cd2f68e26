import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "./free-port";

/** Programs on ports of their own, to be stopped when all is done. */
export class Running {
  private readonly children: ChildProcess[] = [];

  /** Starts a program that listens on loopback; its address. It is ready when `/-/ready` says so. */
  async start(program: string, args: readonly string[]): Promise<string> {
    const port = await freePort();
    const address = `http://127.0.0.1:${port}`;
    const child = spawn(program, [`--web.listen-address=127.0.0.1:${port}`, ...args], { stdio: "ignore" });
    this.children.push(child);
    await until(async () => {
      if (child.exitCode !== null) throw new Error(`${program} ended by itself with ${child.exitCode}`);
      return answers(`${address}/-/ready`);
    }, 60);
    return address;
  }

  stop(): void {
    for (const child of this.children) child.kill("SIGKILL");
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** Waits until it is so. */
export async function until(condition: () => Promise<boolean>, seconds: number): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    if (await condition()) return;
    if (Date.now() > deadline) throw new Error(`not so within ${seconds} s`);
    await sleep(200);
  }
}

/** Status of a push that replaces the group of the job, as the executables do. */
export async function push(gateway: string, job: string, body: string): Promise<number> {
  return (await fetch(`${gateway}/metrics/job/${job}`, { method: "PUT", body })).status;
}

/** A series of an instant query. */
export interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [time: number, value: string];
}

export async function query(prometheus: string, expr: string): Promise<readonly Series[]> {
  const answer = await fetch(`${prometheus}/api/v1/query`, {
    method: "POST",
    body: new URLSearchParams({ query: expr }),
  });
  const { data } = (await answer.json()) as { data: { result: readonly Series[] } };
  return data.result;
}
