import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { scratchFolder } from "./examples";
import { installed } from "./requirement";
import { suiteWith } from "./suite";

const CHART = join(__dirname, "..", "..", "charts", "belvedere-resources");

/** What YAML, Helm and Go's numbers would each like to change. */
const RESOURCES = [
  { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "texts" }, data: { yes: "no", time: "12:30", big: "1e3" } },
  {
    apiVersion: "example.com/v1",
    kind: "Thing",
    metadata: { name: "thing", namespace: "obs" },
    spec: {
      template: '{{ .Values.x }} {{ fail "read" }}',
      dollars: "${x}",
      lines: "a\n  b\n---\nc\n",
      seconds: 31_536_000,
    },
  },
];

suiteWith("our own chart", installed("helm"), (helm) => {
  const scratch = scratchFolder();
  const values = (content: unknown) => {
    const file = join(scratch, "values.json");
    writeFileSync(file, JSON.stringify(content));
    return file;
  };
  const template = (content: unknown) =>
    run(helm, "template", "test", CHART, "--namespace", "obs", "--values", values(content));

  it("has nothing that helm lint complains of", () => {
    const said = run(helm, "lint", CHART, "--strict", "--values", values({ resources: RESOURCES }));
    expect(said).toContain("1 chart(s) linted, 0 chart(s) failed");
    expect(said).not.toMatch(/\[(WARNING|ERROR)\]/);
  });

  it("renders what it is given, and reads no template in it", () => {
    const documents = parseAllDocuments(template({ resources: RESOURCES }), { version: "1.1" });
    expect(documents.map((document) => document.toJS())).toEqual(RESOURCES);
  });

  it("renders nothing of nothing", () => {
    expect(template({ resources: [] }).trim()).toBe("");
  });

  it.each([
    ["a resource without a name", { resources: [{ apiVersion: "v1", kind: "ConfigMap", metadata: {} }] }],
    ["a key that it does not know", { resource: [] }],
  ])("refuses %s", (_, content) => {
    expect(() => template(content)).toThrow("values don't meet the specifications of the schema");
  });
});

function run(program: string, ...args: string[]): string {
  return execFileSync(program, args, { encoding: "utf8", stdio: "pipe" });
}
