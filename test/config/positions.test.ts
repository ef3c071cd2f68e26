import { describe, expect, it } from "vitest";
import { loadClient } from "../../src/config";
import { shownOf, workspace } from "./workspace";

/** Everything but what a test is about. */
const REST = `domain: zai.dev
backend: { type: local }
ingress: { certificates: { issuer: existing, secret: zai-tls } }
grafana: { host: grafana.zai.dev }
alerts: { contactPoints: { team: { slack: { webhook: { env: HOOK } } } }, routes: { default: team } }
`;

const CLUSTER = `cluster:
  provider: digitalocean
  name: zai
  region: lon1
  destroyAllAssociatedResources: false
  nodePools:
`;

describe("places", () => {
  it("are those of the value in block and flow style", async () => {
    expect(await shownOf(`client: Zai\n${CLUSTER}    main: { size: s-2vcpu-4gb, count: 0 }\n${REST}`)).toEqual([
      'a.yaml:1:9 client: got "Zai", must be lower-case letters, digits and hyphens, start with a letter, at most 30 characters',
      "a.yaml:8:39 cluster.nodePools.main.count: got 0, must be a whole number from 1 to 512",
    ]);
  });

  it("are those of the anchor for what lies in an alias, and of the alias for the value itself", async () => {
    const pools =
      "    a: &pool { size: s-2vcpu-4gb, count: &n 0 }\n    b: *pool\n    c: { size: s-2vcpu-4gb, count: *n }\n";
    const said = "got 0, must be a whole number from 1 to 512";
    expect(await shownOf(`client: zai\n${CLUSTER}${pools}${REST}`)).toEqual([
      `a.yaml:8:45 cluster.nodePools.a.count: ${said}`,
      `a.yaml:8:45 cluster.nodePools.b.count: ${said}`,
      `a.yaml:10:36 cluster.nodePools.c.count: ${said}`,
    ]);
  });

  it("are those of the map that a merge key names", async () => {
    const pools = `    a: &pool
      size: s-2vcpu-4gb
      count: 0
    b:
      <<: *pool
      size: s-4vcpu-8gb
      cuont: 1
    c:
      <<: [{ count: 1000 }, *pool]
`;
    const said = "must be a whole number from 1 to 512";
    expect(await shownOf(`client: zai\n${CLUSTER}${pools}${REST}`)).toEqual([
      `a.yaml:10:14 cluster.nodePools.a.count: got 0, ${said}`,
      `a.yaml:10:14 cluster.nodePools.b.count: got 0, ${said}`,
      'a.yaml:14:7 cluster.nodePools.b.cuont: unknown key, did you mean "count"? Allowed: size, count, autoscale, labels, taints',
      `a.yaml:16:21 cluster.nodePools.c.count: got 1000, ${said}`,
    ]);
  });

  it("are those of the first character of multi-line texts, and hold after them", async () => {
    const text = `client: >-
  Zai
  two
environment: |
  production
cluster: "a
  b"
${REST}charts: 'x'
`;
    expect((await shownOf(text)).map((line) => line.split(" ").slice(0, 2).join(" "))).toEqual([
      "a.yaml:1:9 client:",
      "a.yaml:4:14 environment:",
      "a.yaml:6:10 cluster:",
      "a.yaml:13:9 charts:",
    ]);
  });

  it("do not count a BOM, and count CRLF as one line end", async () => {
    const text = `client: Zai\r\n${CLUSTER}    main: { size: s-2vcpu-4gb, count: 0 }\n${REST}`.replaceAll("\r\n", "\n");
    const expected = await shownOf(text);
    expect(await shownOf(`\uFEFF${text}`)).toEqual(expected);
    expect(await shownOf(`\uFEFF${text.replaceAll("\n", "\r\n")}`)).toEqual(expected);
  });

  it("count UTF-16 code units, as editors do", async () => {
    const [first] = await shownOf(`grafana: { volume: "😀", host: 1 }\n`);
    const all = await shownOf(`grafana: { volume: "😀", host: 1 }\n`);
    expect(first).toMatch(/^a\.yaml:1:1 /);
    expect(all).toContain("a.yaml:1:32 grafana.host: got 1, must be a lower-case DNS name such as grafana.example.com");
  });

  it("of a missing key are those of the nearest key above", async () => {
    expect(await shownOf(`client: zai\n${REST}cluster: { provider: existing }\n`)).toEqual([
      "a.yaml:7:1 cluster.context: is missing, must be text, not empty",
      "a.yaml:7:1 cluster.nodes: is missing, must be a list with at least one item",
    ]);
  });

  it("of a missing section are those of the file's first key", async () => {
    const [said] = await shownOf(`# a client\nclient: zai\n${REST}`);
    expect(said).toBe("a.yaml:2:1 cluster: is missing, must be a map with provider");
  });

  it("can be asked for by any path", async () => {
    const folder = workspace({ "a.yaml": `client: zai\n${CLUSTER}    main: { size: s-2vcpu-4gb, count: 1 }\n${REST}` });
    const { source } = await loadClient(`${folder}/a.yaml`);
    const at = (...path: (string | number)[]) => {
      const { line, column } = source.locate(path) ?? { line: 0, column: 0 };
      return `${line}:${column}`;
    };
    expect(at("cluster", "nodePools", "main", "size")).toBe("8:19");
    expect(at("alerts", "contactPoints", "team")).toBe("13:34");
    expect(at("prometheus", "retention")).toBe("1:1");
    expect(at("grafana", "values", "image", "tag")).toBe("12:1");
    expect(at()).toBe("1:1");
  });
});
