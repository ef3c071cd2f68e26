/**
 * Holds the predictions of `check` against a real scheduler, on both sides of the edge: `npm run try:fit`. Needs
 * BELVEDERE_CONTROL_PLANE and kubectl; takes some minutes.
 */
import { parseClient } from "../src/config";
import { capacity, type Demands, type Load, type Pool } from "../src/sizing/capacity";
import { demandsOf } from "../stacks/overview";
import { Cluster } from "./apply/cluster";
import { controlPlaneProgram } from "./apply/parts";
import { placedFor } from "./fit/placed";
import { PLATFORMS } from "./fit/platforms";

/** MiB by which the edge is approached. */
const STEP = 16;
const CPU = 4000;

interface Trial {
  readonly name: string;
  readonly demands: Demands;
  readonly pool: Pool;
  readonly predicted: boolean;
}

void main();

async function main(): Promise<void> {
  const program = controlPlaneProgram();
  if ("missing" in program) {
    console.error(program.missing);
    process.exitCode = 1;
    return;
  }
  const rows: string[] = [];
  let wrong = 0;
  for (const trial of PLATFORMS.flatMap(({ name, nodes, change }) =>
    trialsAtTheEdge(name, nodes, demandsOf(parseClient(change))),
  )) {
    const left = await reallyPlaced(program.value, trial);
    const agrees = (left === "") === trial.predicted;
    if (!agrees) wrong += 1;
    rows.push(rowOf(trial, left, agrees));
    console.log(rows.at(-1));
  }
  console.log(`\n${rows.length - wrong} of ${rows.length} agree`);
  process.exitCode = wrong === 0 ? 0 : 1;
}

/** The smallest nodes on which the platform is said to fit, and the largest on which it is not. */
function trialsAtTheEdge(name: string, nodes: number, demands: Demands): readonly Trial[] {
  const at = (memory: number): { pool: Pool; load: Load } => {
    const pool = { name, allocatable: { cpu: CPU, memory }, min: nodes, max: nodes };
    return { pool, load: capacity(demands, [pool]).max };
  };
  let memory = STEP;
  while (!isSure(at(memory).load)) memory += STEP;
  const fitting = at(memory);
  while (at(memory).load.fits) memory -= STEP;
  const refused = at(memory);
  return [
    { name, demands, pool: fitting.pool, predicted: true },
    { name, demands, pool: refused.pool, predicted: false },
  ];
}

function isSure({ fits, unsure }: Load): boolean {
  return fits && unsure.length === 0;
}

async function reallyPlaced(program: string, { demands, pool }: Trial): Promise<string> {
  const cluster = await Cluster.up(program, [pool]);
  try {
    return await placedFor(cluster, demands);
  } finally {
    await cluster.down();
  }
}

function rowOf({ name, pool, predicted }: Trial, left: string, agrees: boolean): string {
  const nodes = `${pool.min} x ${pool.allocatable.memory} MiB`;
  const real = left === "" ? "fits" : `does not: ${left}`;
  return `${agrees ? "ok     " : "WRONG  "} ${name.padEnd(34)} ${nodes.padEnd(14)} predicted ${predicted ? "fits    " : "does not"}  real ${real}`;
}
