import { describe, expect, it } from "vitest";
import { type Datasource, datasourcesFile } from "../../../constructs/grafana";

const PROMETHEUS: Datasource = {
  uid: "prometheus",
  type: "prometheus",
  name: "Prometheus",
  url: "http://p:80",
  isDefault: true,
  jsonData: {},
};
const LOKI: Datasource = {
  uid: "loki",
  type: "loki",
  name: "Loki",
  url: "http://l:80",
  jsonData: {},
  headers: { "X-Scope-OrgID": "acme" },
};

describe("datasourcesFile", () => {
  it("gives every datasource its uid, and Loki its tenant (defects 16, 19)", () => {
    expect(JSON.parse(datasourcesFile([PROMETHEUS, LOKI]))).toEqual({
      apiVersion: 1,
      prune: true,
      datasources: [
        {
          name: "Prometheus",
          uid: "prometheus",
          type: "prometheus",
          access: "proxy",
          orgId: 1,
          url: "http://p:80",
          isDefault: true,
          editable: false,
          jsonData: {},
        },
        {
          name: "Loki",
          uid: "loki",
          type: "loki",
          access: "proxy",
          orgId: 1,
          url: "http://l:80",
          isDefault: false,
          editable: false,
          jsonData: { httpHeaderName1: "X-Scope-OrgID" },
          secureJsonData: { httpHeaderValue1: "acme" },
        },
      ],
    });
  });

  it("refuses one name for two, which Grafana would let overwrite each other (defect 17)", () => {
    expect(() => datasourcesFile([PROMETHEUS, { ...LOKI, name: "Prometheus" }])).toThrow(
      'two datasources have the name "Prometheus"',
    );
    expect(() => datasourcesFile([PROMETHEUS, { ...LOKI, uid: "prometheus" }])).toThrow(
      'two datasources have the uid "prometheus"',
    );
  });

  it("wants one default", () => {
    expect(() => datasourcesFile([LOKI])).toThrow("got 0 defaults");
    expect(() => datasourcesFile([PROMETHEUS, { ...LOKI, isDefault: true }])).toThrow(
      "got 2 defaults (Prometheus, Loki)",
    );
  });

  it("refuses a uid that Grafana would not take", () => {
    expect(() => datasourcesFile([{ ...PROMETHEUS, uid: "a b" }])).toThrow('datasource uid "a b"');
  });

  it("doubles every $, which Grafana expands", () => {
    const linked = { ...PROMETHEUS, jsonData: { url: "${__value.raw}" } };
    expect(datasourcesFile([linked])).toContain('"url":"$${__value.raw}"');
  });

  it("names a secret's variable without braces, since Grafana expands what braces put in once more", () => {
    const secret = { variable: "DATASOURCE_X", ref: { name: "s", key: "k" }, prefix: "Cost $5 " };
    const { datasources } = JSON.parse(datasourcesFile([{ ...PROMETHEUS, secrets: { httpHeaderValue1: secret } }]));
    expect(datasources[0].secureJsonData).toEqual({ httpHeaderValue1: "Cost $$5 $DATASOURCE_X" });
  });

  it("deletes first what has moved to another uid", () => {
    expect(JSON.parse(datasourcesFile([PROMETHEUS], ["A $ b"])).deleteDatasources).toEqual([
      { name: "A $$ b", orgId: 1 },
    ]);
    expect(JSON.parse(datasourcesFile([PROMETHEUS]))).not.toHaveProperty("deleteDatasources");
  });
});
