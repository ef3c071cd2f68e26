/** Speed and memory, as ratios that are measured in one run: `npm run bench`. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setUpTools } from "../scripts/tools/set-up";
import { medians, type Subject, usageOf } from "./measure";
import { BIN, CDKTF, COMPILED, compile, type Input, prepare, prepareEmpty } from "./prepare";

const RUNS = 9;
const RUNS_OF_MANY = 3;
const MANY = 100;
const SOME = 10;

/** One line of the table. A ratio is held against its target, a figure stands for itself. */
interface Row {
  readonly what: string;
  readonly figure: string;
  readonly target?: string;
  readonly ok?: boolean;
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
  return rows.some(({ ok }) => ok === false) ? 1 : 0;
}

/** One client in a fresh process. */
function cold(input: Input): Row[] {
  const [ours, floor, check] = [synth(input, 1), floorOf(input, 1), checkOf(input)];
  const cdktf: Subject = { name: "cdktf", command: [CDKTF, "synth"], cwd: join(folder, "empty") };
  const time = medians([ours, floor, check, cdktf], RUNS);
  const [synthTime = 0, floorTime = 0, checkTime = 0, cdktfTime = 0] = [ours, floor, check, cdktf].map(
    ({ name }) => time[name],
  );
  const terraform = usageOf(check, hook()).packages.filter((name) => /cdktf|constructs/.test(name));
  return [
    { what: "synth of one client, cold", figure: s(synthTime) },
    { what: "floor: bare cdktf, the same resources", figure: s(floorTime) },
    atMost("  against the floor", synthTime / floorTime, 2),
    { what: "cdktf synth of an empty stack", figure: s(cdktfTime) },
    atMost("  synth against it", synthTime / cdktfTime, 0.2),
    { what: "check of one client, cold", figure: s(checkTime), target: "< 0.5 s", ok: checkTime < 0.5 },
    {
      what: "  packages of Terraform that it loads",
      figure: terraform.join(", ") || "none",
      target: "none",
      ok: terraform.length === 0,
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
  const heldOf = ({ name }: Subject) => used.get(name)?.held ?? Number.NaN;
  const grown = (subjects: readonly Subject[], figure: (subject: Subject) => number) => {
    const [, some, all] = subjects.map(figure);
    return ((all ?? Number.NaN) - (some ?? Number.NaN)) / (MANY - SOME);
  };
  const further = grown(ours, timeOf) / grown(floors, timeOf);
  const held = grown(ours, heldOf);
  return [
    ...counts.map((count, index) => row(count, ours[index], floors[index], timeOf, peakOf)),
    { what: "each further client: synth, floor", figure: `${ms(grown(ours, timeOf))}, ${ms(grown(floors, timeOf))}` },
    atMost("  against the floor", further, 1.3),
    { what: "heap held for each client", figure: `${held.toFixed(2)} MiB`, target: "<= 0.05 MiB", ok: held <= 0.05 },
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
  return { what, figure: ratio.toFixed(2), target: `<= ${target}`, ok: ratio <= target };
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
  for (const { what, figure, target = "", ok } of rows) {
    const verdict = ok === undefined ? "" : ok ? "ok" : "MISSED";
    console.log(`${what.padEnd(widths[0])}  ${figure.padEnd(widths[1])}  ${target.padEnd(10)}  ${verdict}`.trimEnd());
  }
}
