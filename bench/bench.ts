/**
 * Speed and memory, as ratios that are measured in one run: `npm run bench`. With `--ci` fewer runs, and a failure only where a
 * ratio is far outside of its budget: the machines of CI are shared.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setUpTools } from "../scripts/tools/set-up";
import BUDGET from "./budget.json";
import { COMPILING, heldBy, medians, type Subject, usageOf } from "./measure";
import { BIN, CDKTF, COMPILED, compile, type Input, prepare, prepareEmpty } from "./prepare";

const CI = process.argv.includes("--ci");
const RUNS = CI ? 5 : 9;
const RUNS_OF_MANY = CI ? 2 : 3;
const MANY = CI ? 30 : 100;
const SOME = CI ? 5 : 10;

/** How far over its budget a ratio may be before CI fails. */
const FAR = 2;

/** One line of the table. A ratio is held against its target, a figure stands for itself. */
interface Row {
  readonly what: string;
  readonly figure: string;
  readonly target?: string;
  readonly ok?: boolean;
  /** Outside by more than the noise of a shared machine. */
  readonly far?: boolean;
}

const folder = mkdtempSync(join(tmpdir(), "belvedere-bench-"));
try {
  process.exitCode = main();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function main(): number {
  setUpTools(join(__dirname, ".."));
  compile();
  prepareEmpty(join(folder, "empty"));
  const input = prepare(join(folder, "input"), MANY);
  const rows = [...cold(input), ...many(input)];
  print(rows);
  return rows.some(({ ok, far }) => (CI ? far === true : ok === false)) ? 1 : 0;
}

/** One client in a fresh process. */
function cold(input: Input): Row[] {
  const [ours, floor, check] = [synth(input, 1), floorOf(input, 1), checkOf(input)];
  const cdktf: Subject = { name: "cdktf", command: [CDKTF, "synth"], cwd: join(folder, "empty") };
  const first: Subject = { ...ours, name: "first", env: COMPILING };
  const subjects = [ours, first, floor, check, cdktf];
  const time = medians(subjects, RUNS);
  const [synthTime = 0, firstTime = 0, floorTime = 0, checkTime = 0, cdktfTime = 0] = subjects.map(
    ({ name }) => time[name],
  );
  const terraform = usageOf(check, hook()).packages.filter((name) => /cdktf|constructs/.test(name));
  return [
    { what: "synth of one client, cold", figure: s(synthTime) },
    { what: "  the first time, nothing compiled is kept", figure: s(firstTime) },
    { what: "floor: bare cdktf, the same resources", figure: s(floorTime) },
    atMost("  against the floor", synthTime / floorTime, BUDGET.synthToFloor),
    { what: "cdktf synth of an empty stack", figure: s(cdktfTime) },
    atMost("  synth against it", synthTime / cdktfTime, BUDGET.synthToEmptyCdktf),
    {
      what: "check of one client, cold",
      figure: s(checkTime),
      target: `< ${BUDGET.checkSeconds} s`,
      // Seconds are this machine's: no failure of CI.
      ok: checkTime < BUDGET.checkSeconds,
    },
    {
      what: "  packages of Terraform that it loads",
      figure: terraform.join(", ") || "none",
      target: "none",
      ok: terraform.length === 0,
      far: terraform.length > 0,
    },
  ];
}

/** Time and memory of each further client. */
function many(input: Input): Row[] {
  const counts = [1, SOME, MANY];
  const ours = counts.map((count) => synth(input, count));
  const floors = counts.map((count) => floorOf(input, count));
  const time = medians([...ours, ...floors], RUNS_OF_MANY);
  const used = new Map([...ours, ...floors].map((subject) => [subject.name, usageOf(subject, hook())]));
  const timeOf = ({ name }: Subject) => time[name] ?? Number.NaN;
  const peakOf = ({ name }: Subject) => used.get(name)?.peak ?? Number.NaN;
  const grown = (subjects: readonly Subject[], figure: (subject: Subject) => number) => {
    const [some = Number.NaN, all = Number.NaN] = subjects.slice(1).map(figure);
    return (all - some) / (MANY - SOME);
  };
  const further = grown(ours, timeOf) / grown(floors, timeOf);
  const held = grown(ours, (subject) => heldBy(subject, hook()));
  return [
    ...counts.map((count, index) => row(count, ours[index], floors[index], timeOf, peakOf)),
    { what: "each further client: synth, floor", figure: `${ms(grown(ours, timeOf))}, ${ms(grown(floors, timeOf))}` },
    atMost("  against the floor", further, BUDGET.furtherClientToFloor),
    {
      what: "heap held for each client",
      figure: `${held.toFixed(2)} MiB`,
      target: `<= ${BUDGET.heapPerClientMiB} MiB`,
      ok: held <= BUDGET.heapPerClientMiB,
    },
  ];
}

type Figure = (subject: Subject) => number;

function row(count: number, ours: Subject | undefined, floor: Subject | undefined, time: Figure, peak: Figure): Row {
  const both = [ours, floor].flatMap((subject) => subject ?? []);
  const times = both.map((subject) => s(time(subject))).join(", ");
  const peaks = both.map((subject) => mib(peak(subject))).join(", ");
  return {
    what: `${count} ${count === 1 ? "client" : "clients"}: synth, floor; peak memory`,
    figure: `${times}; ${peaks}`,
  };
}

function synth({ clients }: Input, count: number): Subject {
  const writes = join(folder, `ours-${count}`);
  const args = ["synth", "--quiet", ...clients.slice(0, count), "--out", writes];
  return { name: `synth ${count}`, command: [process.execPath, BIN, ...args], cwd: folder, writes };
}

function floorOf({ recipes }: Input, count: number): Subject {
  const writes = join(folder, `floor-${count}`);
  const args = [join(COMPILED, "floor.js"), writes, ...recipes.slice(0, count)];
  return { name: `floor ${count}`, command: [process.execPath, ...args], cwd: folder, writes };
}

function checkOf({ clients }: Input): Subject {
  return { name: "check", command: [process.execPath, BIN, "check", ...clients.slice(0, 1)], cwd: folder };
}

function hook(): string {
  return join(COMPILED, "usage.js");
}

function atMost(what: string, ratio: number, target: number): Row {
  return { what, figure: ratio.toFixed(2), target: `<= ${target}`, ok: ratio <= target, far: ratio > FAR * target };
}

function s(seconds: number): string {
  return `${seconds.toFixed(2)} s`;
}

function ms(seconds: number): string {
  return `${(1000 * seconds).toFixed(1)} ms`;
}

function mib(mebibytes: number): string {
  return `${mebibytes.toFixed(0)} MiB`;
}

function print(rows: readonly Row[]): void {
  const widths = [
    Math.max(...rows.map(({ what }) => what.length)),
    Math.max(...rows.map(({ figure }) => figure.length)),
  ] as const;
  console.log(`\nNode ${process.version}, medians of ${RUNS} runs (many clients: ${RUNS_OF_MANY})\n`);
  for (const { what, figure, target = "", ok, far } of rows) {
    const verdict = ok === undefined ? "" : ok ? "ok" : far ? "FAR OUTSIDE" : "MISSED";
    console.log(`${what.padEnd(widths[0])}  ${figure.padEnd(widths[1])}  ${target.padEnd(10)}  ${verdict}`.trimEnd());
  }
}
