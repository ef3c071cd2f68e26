import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isNewer, pinStates } from "../../cli/charts-outdated";
import { chartPin } from "../../src/charts";

const INDEX = `apiVersion: v1
entries:
  loki: [{version: 9.9.9}, {version: 18.20.0-rc.1}, {version: 18.12.0}, {version: 18.11.0}]
  tempo: [{version: 2.2.4}]
`;

let server: Server;
let asked = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked += 1;
    response.writeHead(request.url === "/index.yaml" ? 200 : 404).end(INDEX);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterAll(() => void server.close());

function pin(chart: "loki" | "tempo" | "grafana", path = "") {
  return { ...chartPin(chart), repository: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}` };
}

describe("pinStates", () => {
  it("has the newest release of each, asks a repository once, and says what it could not read", async () => {
    const states = await pinStates([pin("loki"), pin("tempo"), pin("grafana"), pin("loki", "/gone")]);
    expect(states.map(({ newest, unread }) => newest ?? unread)).toEqual([
      "18.12.0",
      "2.2.4",
      "its repository does not list it",
      "its repository answers 404",
    ]);
    expect(asked).toBe(2);
  });

  it("says that a repository cannot be reached", async () => {
    const [state] = await pinStates([{ ...chartPin("loki"), repository: "http://127.0.0.1:1" }]);
    expect(state?.unread).toContain("cannot be reached");
  });
});

describe("isNewer", () => {
  it.each([
    ["18.12.0", "18.11.9", true],
    ["v1.22.0", "v1.21.1", true],
    ["9.9.9", "18.0.0", false],
    ["1.2.3", "1.2.3", false],
    ["6.1.0", "6.1.0-weekly.391", true],
    ["6.0.9", "6.1.0-weekly.391", false],
  ])("%s over %s: %s", (version, than, newer) => {
    expect(isNewer(version, than)).toBe(newer);
  });
});
