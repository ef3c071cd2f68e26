import { describe, expect, it } from "vitest";
import { LOKI_DATASOURCE } from "../../constructs/loki";
import { MIMIR_DATASOURCE } from "../../constructs/mimir";
import { PROMETHEUS_DATASOURCE } from "../../constructs/prometheus";
import { TEMPO_DATASOURCE } from "../../constructs/tempo";
import { loadClient } from "../../src/config";
import { knownDatasources, STORES } from "../../stacks/dashboard-context";
import { resourcesOf } from "./resources";

describe("the datasources that dashboards are held against", () => {
  it("are those of the constructs", () => {
    expect(STORES.prometheus).toMatchObject(PROMETHEUS_DATASOURCE);
    expect(STORES.loki).toMatchObject(LOKI_DATASOURCE);
    expect(STORES.mimir).toMatchObject(MIMIR_DATASOURCE);
    expect(STORES.tempo).toMatchObject(TEMPO_DATASOURCE);
  });

  it.each(["clients/minimal.yaml", "clients/full.yaml", "test/clients/mimir.yaml"])(
    "are those that %s deploys, by uid, name and type",
    async (file) => {
      const { config } = await loadClient(file);
      const { datasources } = resourcesOf(config, `${config.client}-observability`);
      const deployed = datasources.map(({ uid, name, type }) => [uid, name, type]);
      const known = knownDatasources(config).map(({ uid, name, type }) => [uid, name, type]);
      expect(known.sort()).toEqual(deployed.sort());
    },
  );
});
