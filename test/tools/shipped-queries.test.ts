import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TOKENS_RELABELLING } from "../../src/managed-tokens/relabel";
import { COMPONENTS, type ComponentName, catalogueOf } from "../../src/queries/catalogue";
import { page } from "../managed-tokens/pages";
import { scratchFolder } from "./examples";
import { freePort } from "./free-port";
import { installed, type Requirement } from "./requirement";
import { further } from "./shipped/further";
import { alerts, needed, type Question, shippedQuestions, text } from "./shipped/questions";
import { goingOn, Replay } from "./shipped/replay";
import { faults, found, labelValues, prometheusArguments, Running, until } from "./shipped/stores";
import { missing, PROGRAMS, pageOf, type ReplayedProgram, scrapeConfigs } from "./shipped/targets";
import { course, troubleOf } from "./shipped/trouble";
import { suiteWith } from "./suite";

/** Programs of which nobody has taken a page yet: their metrics are written by hand, with their source. */
const WITHOUT_PAGE: readonly ComponentName[] = [
  "alloy",
  "bucket-size",
  "cadvisor",
  "cert-manager",
  "cloudwatch-exporter",
  "exoscale-exporter",
  "external-dns",
  "external-secrets",
  "grafana",
  "kubelet",
  "opentelemetry-collector",
  "postgres-exporter",
  "rabbitmq",
  "redis-exporter",
];

const PROGRAM_NAMES = ["prometheus", "promtool", "pushgateway"] as const;

const ALL = catalogueOf(Object.keys(COMPONENTS) as ComponentName[]);

describe("course", () => {
  it("reads promtool's notation, and goes on with its last part", () => {
    const values = course("1x2 _x2 10+5x2");
    expect(Array.from({ length: 10 }, (_, scrape) => values(scrape))).toEqual([
      1,
      1,
      1,
      undefined,
      undefined,
      10,
      15,
      20,
      25,
      30,
    ]);
  });
});

suiteWith("queries of shipped dashboards and alerts", programs(), ({ prometheus, promtool, pushgateway }) => {
  const folder = scratchFolder();
  const running = new Running();
  const replay = new Replay();
  let server = "";
  let questions: readonly Question[] = [];
  let troubled = false;

  beforeAll(async () => {
    const ports = new Map<ReplayedProgram, number>();
    for (const program of PROGRAMS) ports.set(program, await replay.serve(goingOn(pageOf(program))));
    const [port, gateway] = [await freePort(), await freePort()];
    const trouble = troubleOf(alerts, further);
    let first: number | undefined;
    const troublePort = await replay.serve((scrape) => {
      if (!troubled) return "";
      first ??= scrape;
      return trouble(scrape - first);
    });
    const pushed: number[] = [];
    for (const name of ["token-push-ok", "refresh-uids-ok"]) pushed.push(await replay.serve(goingOn(page(name))));
    const sink = await replay.serve(() => "");
    running.start(pushgateway, [`--web.listen-address=127.0.0.1:${gateway}`]);
    running.start(
      prometheus,
      prometheusArguments(promtool, {
        folder,
        port,
        sink,
        scrapeConfigs: [
          ...scrapeConfigs(ports),
          { ...job("prometheus-pushgateway", gateway, ...pushed), metric_relabel_configs: TOKENS_RELABELLING },
          job("trouble", troublePort),
        ],
      }),
    );
    server = `http://127.0.0.1:${port}`;
    const ready = async (url: string) => (await fetch(`${url}/-/ready`)).ok;
    await until(() => ready(`http://127.0.0.1:${gateway}`), 30, "the pushgateway is ready");
    await until(() => ready(server), 60, "Prometheus is ready");
    await until(async () => (await faults(server)).length === 0, 30, "all pages are read").catch(async () => {
      throw new Error((await faults(server)).join("\n"));
    });
    // A window of rates.
    for (let second = 0; second < 20; second += 1) {
      const push = { method: "PUT", body: `backup_bytes ${second}\n` };
      await fetch(`http://127.0.0.1:${gateway}/metrics/job/backup`, push);
      await sleep(1000);
    }
    questions = (await shippedQuestions((of, label) => values(server, of, label))).filter(
      ({ query }) => query.datasource === "prometheus",
    );
  }, 180_000);

  afterAll(() => {
    running.stop();
    replay.stop();
  });

  it("find what they ask for, where its program is there", async () => {
    const [here, elsewhere] = split(questions, (question) => unavailable(question).length === 0);
    const [calm, empty] = await divide(here, (question) => found(server, text(question)));
    const [ofAbsence, silent] = await divide(empty, (question) => isThere(server, question));
    troubled = true;
    const still = new Set(silent);
    for (let round = 0; round < 45 && still.size > 0; round += 1) {
      await sleep(2000);
      for (const question of still) if (await found(server, text(question))) still.delete(question);
    }
    console.info(
      [
        `${questions.length} queries in PromQL: ${calm.length} find data on pages of real programs,`,
        `${silent.length - still.size} once their program is in trouble or in use,`,
        `${ofAbsence.length} ask whether something is missing that is there,`,
        `${elsewhere.length} are of programs without a page here: ${countBy(elsewhere.flatMap((question) => unavailable(question).slice(0, 1)))}`,
      ].join(" "),
    );
    expect([...still].map((question) => `${question.place}: ${text(question)}`)).toEqual([]);
  }, 240_000);
});

/** Programs that a query cannot do without and that have no page. */
function unavailable({ query }: Question): readonly ComponentName[] {
  return needed(query, ALL)
    .filter((components) => components.every((component) => WITHOUT_PAGE.includes(component)))
    .flat();
}

/** Whether a query asks for the absence of something that is there. */
async function isThere(server: string, question: Question): Promise<boolean> {
  const [, selector] = /^absent(?:_over_time)?\((.+?)(?:\[\w+\])?\)$/.exec(text(question)) ?? [];
  return selector !== undefined && (await found(server, selector));
}

async function values(server: string, of: Question["query"], label: string): Promise<readonly string[]> {
  return of.datasource === "prometheus" ? labelValues(server, of, label) : [];
}

function job(name: string, ...ports: readonly number[]): object {
  const targets = ports.map((port) => `127.0.0.1:${port}`);
  return { job_name: name, honor_labels: true, static_configs: [{ targets }] };
}

function split<T>(items: readonly T[], is: (item: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [items.filter(is), items.filter((item) => !is(item))];
}

async function divide<T>(
  items: readonly T[],
  is: (item: T) => Promise<boolean>,
): Promise<readonly [readonly T[], readonly T[]]> {
  const answers = new Map<T, boolean>();
  for (const item of items) answers.set(item, await is(item));
  return split(items, (item) => answers.get(item) ?? false);
}

function countBy(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => `${name} ${count}`).join(", ");
}

function programs(): Requirement<Readonly<Record<(typeof PROGRAM_NAMES)[number], string>>> {
  const reason = missing();
  if (reason !== undefined) return { missing: reason };
  const value = { prometheus: "", promtool: "", pushgateway: "" };
  for (const name of PROGRAM_NAMES) {
    const program = installed(name);
    if ("missing" in program) return program;
    value[name] = program.value;
  }
  return { value };
}
