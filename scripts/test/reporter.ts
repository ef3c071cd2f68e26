import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Reporter, SerializedError, TestCase, TestModule } from "vitest/node" with { "resolution-mode": "import" };
import type { RingResult } from "./results";

interface Warning {
  /** Begins with the id of the file that the warning came from. */
  readonly taskId: string;
  readonly reason: string;
}

/** Writes what a run came to as JSON; Vitest's own JSON reporter leaves out why a test was skipped. */
export default class ResultFile implements Reporter {
  /** What tests said when something was missing, as `SKIPPED: reason`. */
  private readonly warnings: Warning[] = [];

  onUserConsoleLog({ content, taskId = "" }: { readonly content: string; readonly taskId?: string }): void {
    for (const [, reason = ""] of content.matchAll(/^SKIPPED: (.*)$/gm)) this.warnings.push({ taskId, reason });
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const file = process.env.BELVEDERE_TEST_RESULTS;
    if (file === undefined) throw new Error("BELVEDERE_TEST_RESULTS must name the file to write");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(resultOf(modules, unhandled, this.warnings), undefined, 2));
  }
}

function resultOf(
  modules: readonly TestModule[],
  unhandled: readonly SerializedError[],
  warnings: readonly Warning[],
): RingResult {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  return {
    passed: tests.filter((test) => test.result().state === "passed").length,
    failed: [
      ...tests.filter((test) => test.result().state === "failed").map(failedTest),
      ...modules.flatMap(failedModule),
      ...unhandled.map(({ message }) => ({ name: "outside of any test", message })),
    ],
    skipped: tests
      .filter((test) => ["skipped", "pending"].includes(test.result().state))
      .map((test) => skippedTest(test, warnings)),
  };
}

function failedTest(test: TestCase) {
  return { name: nameOf(test), message: messageOf(test.result().errors ?? []) };
}

/** A file that could not be loaded, or a suite whose set-up failed: none of its tests is counted elsewhere. */
function failedModule(module: TestModule) {
  const suites = [...module.children.allSuites()].flatMap((suite) => suite.errors());
  const errors = [...module.errors(), ...suites];
  return errors.length === 0 ? [] : [{ name: module.relativeModuleId, message: messageOf(errors) }];
}

/** A reason that the test gave itself, or else what its file warned of. */
function skippedTest(test: TestCase, warnings: readonly Warning[]) {
  const result = test.result();
  const note = result.state === "skipped" ? result.note : undefined;
  const warned = warnings.filter(({ taskId }) => taskId.startsWith(test.module.id)).map(({ reason }) => reason);
  return { name: nameOf(test), reason: note ?? ([...new Set(warned)].join("; ") || "no reason given") };
}

function nameOf(test: TestCase): string {
  return `${test.module.relativeModuleId} > ${test.fullName}`;
}

function messageOf(errors: readonly { readonly message: string }[]): string {
  return errors.map(({ message }) => message).join("\n");
}
