import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseLogql, parsePromql } from "../../src/queries";
import { mutants, promqlQueries } from "../queries/grammar";
import { LOGQL } from "../queries/logql-list";
import { LokiServer } from "./loki-server";
import { onPath } from "./requirement";
import { shippedQuestions, text } from "./shipped/questions";
import { suiteWith } from "./suite";
import { tool } from "./tool";

const promtool = tool("promtool");
const folder = mkdtempSync(join(tmpdir(), "belvedere-queries-"));

afterAll(() => rmSync(folder, { recursive: true }));

/** Indexes of the queries that the real parser refuses, with its words. */
function refusedByPromtool(queries: readonly string[]): ReadonlyMap<number, string> {
  const rules = queries.map((expr, index) => ({ record: `query:q${index}`, expr }));
  const file = join(folder, "rules.yml");
  writeFileSync(file, JSON.stringify({ groups: [{ name: "queries", rules }] }));
  let said = "";
  try {
    execFileSync(promtool ?? "", ["check", "rules", "--lint=none", file], { stdio: "pipe", maxBuffer: 2 ** 28 });
  } catch (error) {
    said =
      String((error as { readonly stderr: Buffer }).stderr) + String((error as { readonly stdout: Buffer }).stdout);
  }
  return new Map([...said.matchAll(/"query:q(\d+)": (.*)/g)].map(([, index, why]) => [Number(index), why ?? ""]));
}

/** What one takes and the other refuses. */
function disagreements(queries: readonly string[]): readonly string[] {
  const refused = refusedByPromtool(queries);
  return queries.flatMap((query, index) => {
    const parsed = parsePromql(query);
    if (parsed.ok === !refused.has(index)) return [];
    return [
      `${JSON.stringify(query)}: promtool ${refused.get(index) ?? "takes it"}, ours ${parsed.problems[0]?.message ?? "takes it"}`,
    ];
  });
}

/** The same queries on every run: a failure can be seen again. A `$` would be a variable to us alone. */
function sample(queries: fc.Arbitrary<string>, count: number): readonly string[] {
  const texts = fc.sample(queries, { numRuns: count, seed: 20261121 });
  return [...new Set(texts)].filter((text) => text.trim() !== "" && !/\$[A-Za-z_{]|\[\[/.test(text));
}

/** Seen, and left: a metric named by a keyword that has no other use, a label with a colon. */
const GRAMMAR_LIMITS = ["offset", "sum by (a:b) (c)"];

describe.skipIf(promtool === undefined)("PromQL as the real Prometheus reads it", () => {
  it("agrees on queries of every shape", () => {
    const queries = sample(promqlQueries(), 1500);
    expect(queries.length).toBeGreaterThan(1000);
    expect(disagreements(queries)).toEqual([]);
    const taken = queries.filter((query) => parsePromql(query).ok).length;
    expect(taken).toBeGreaterThan(300);
    expect(queries.length - taken).toBeGreaterThan(300);
  });

  it("agrees on mutants of them", () => {
    expect(disagreements(sample(mutants(promqlQueries()), 2000))).toEqual([]);
  });

  it("agrees on what is shipped, and on mutants of it", async () => {
    const questions = await shippedQuestions(async () => []);
    const shipped = questions.filter(({ query }) => query.datasource === "prometheus").map(text);
    expect(shipped.length).toBeGreaterThan(400);
    expect(disagreements(shipped)).toEqual([]);
    expect(shipped.filter((query) => !parsePromql(query).ok)).toEqual([]);
    expect(disagreements(sample(mutants(fc.constantFrom(...shipped)), 1500))).toEqual([]);
  });

  it("differs where it is known to, and nowhere else", () => {
    expect(disagreements(GRAMMAR_LIMITS)).toHaveLength(GRAMMAR_LIMITS.length);
  });
});

const loki = onPath("loki", ["-version"], "build github.com/grafana/loki/v3/cmd/loki, or take its release");

suiteWith("LogQL as the real Loki reads it", loki, (program) => {
  let server: LokiServer | undefined;

  beforeAll(async () => {
    server = await LokiServer.start(program, folder);
  });

  afterAll(() => server?.stop());

  it("agrees on every query of the list", async () => {
    const wrong: string[] = [];
    for (const query of LOGQL) if ((await server?.takes(query)) !== parseLogql(query).ok) wrong.push(query);
    expect(wrong).toEqual([]);
    expect(LOGQL.length).toBeGreaterThan(150);
  });
});
