import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { loadClient } from "../../src/config";
import { problemsIn, problemsOf, shown, validClient, workspace } from "./workspace";

const BASE = stringify(validClient());

async function shownOf(files: Record<string, string>): Promise<string[]> {
  return (await problemsOf(files)).map(shown);
}

describe("extends", () => {
  it("merges maps deeply, replaces lists and values, and takes away by null", async () => {
    const base = stringify({ ...validClient(), loki: { bucket: "zai-logs", retention: "31d", tenant: "zai" } });
    const folder = workspace({
      "clients/a.yaml": `extends: ../shared/mid.yaml
loki: { retention: 62d, tenant: null }
cluster: { nodePools: { main: { count: null, autoscale: { min: 1, max: 2 } } }, tags: [b] }
`,
      "shared/mid.yaml": "extends: ./base.yaml\nclient: two\ncluster: { tags: [a, c] }\n",
      "shared/base.yaml": base,
      "package.json": "{}",
    });
    const { config } = await loadClient(join(folder, "clients/a.yaml"));
    expect(config.client).toBe("two");
    expect(config.loki).toMatchObject({ bucket: "zai-logs", retention: "62d" });
    expect(config.loki.tenant).toBeUndefined();
    expect(config.cluster).toMatchObject({ tags: ["b"], nodePools: { main: { autoscale: { min: 1, max: 2 } } } });
  });

  it("names the file that a bad value came from", async () => {
    const base = BASE.replace("grafana.zai.dev", "grafana.zai.org").replace("count: 2", "count: 0");
    expect(
      await shownOf({ "a.yaml": "extends: ./b/base.yaml\nloki: { retention: 1h }\n", "b/base.yaml": base }),
    ).toEqual([
      'a.yaml:2:20 loki.retention: got "1h", must be at least 24h',
      "b/base.yaml:12:14 cluster.nodePools.main.count: got 0, must be a whole number from 1 to 512",
      'b/base.yaml:19:9 grafana.host: got "grafana.zai.org", must be a lower-case DNS name under "zai.dev"',
    ]);
  });

  it("refuses a null that takes nothing away", async () => {
    expect(await shownOf({ "a.yaml": "extends: ./base.yaml\nloki: { tenant: null }\n", "base.yaml": BASE })).toEqual([
      "a.yaml:2:17 loki.tenant: got null, must be letters, digits, dot, underscore, hyphen",
    ]);
  });

  it("says which base is missing", async () => {
    expect(await shownOf({ "a.yaml": "client: zai\nextends: ./no.yaml\n" })).toEqual([
      'a.yaml:2:10 extends: got "no.yaml", which does not exist, must be a config file',
    ]);
  });

  it("prints a cycle", async () => {
    expect(
      await shownOf({
        "a.yaml": "extends: ./b.yaml\n",
        "b.yaml": "client: b\nextends: c.yaml\n",
        "c.yaml": "extends: ./b.yaml\n",
      }),
    ).toEqual(["c.yaml:1:10 extends: got a cycle, must end at a file that extends none: b.yaml -> c.yaml -> b.yaml"]);
    expect(await shownOf({ "a.yaml": "extends: ./a.yaml\n" })).toEqual([
      "a.yaml:1:10 extends: got a cycle, must end at a file that extends none: a.yaml -> a.yaml",
    ]);
  });

  it("stays inside the repository", async () => {
    const files = { "repo/a.yaml": "extends: ../base.yaml\n", "repo/package.json": "{}", "base.yaml": BASE };
    expect(await shownOf(files)).toEqual([
      'repo/a.yaml:1:10 extends: got "base.yaml", which lies outside the repository repo, must lie inside',
    ]);
    expect(
      await shownOf({ "repo/x/a.yaml": "extends: ../../base.yaml\n", "base.yaml": BASE, "package.json": "{}" }),
    ).toEqual([]);
  });

  it("does not leave the repository by a symbolic link", async () => {
    const folder = workspace({ "repo/a.yaml": "extends: ./link.yaml\n", "base.yaml": BASE });
    symlinkSync(join(folder, "base.yaml"), join(folder, "repo/link.yaml"));
    expect((await problemsIn(folder, "repo/a.yaml")).map(shown)).toEqual([
      'repo/a.yaml:1:10 extends: got "repo/link.yaml", which lies outside the repository repo, must lie inside',
    ]);
  });

  it.each([
    ["[a]", "a list of 1"],
    ["12", "12"],
    ["''", '""'],
    ["/etc/base.yaml", '"/etc/base.yaml"'],
  ])("refuses %s as a path", async (value, got) => {
    expect(await shownOf({ "a.yaml": `extends: ${value}\n` })).toEqual([
      `a.yaml:1:10 extends: got ${got}, must be a relative path such as ./base.yaml`,
    ]);
  });

  it("asks for the flag before it runs a base", async () => {
    expect(await shownOf({ "a.yaml": "extends: ./base.ts\n", "base.ts": "throw new Error('ran');" })).toEqual([
      'a.yaml:1:10 file: got "base.ts", which is code that runs when it is loaded, must be allowed by --allow-typescript',
    ]);
  });

  it("shows what is wrong with the text of a base", async () => {
    expect(await shownOf({ "a.yaml": "extends: ./b.yaml\n", "b.yaml": "client: a\nclient: b\n" })).toEqual([
      "b.yaml:2:1 client: got the key twice, must be once: the first is on line 1",
    ]);
  });
});
