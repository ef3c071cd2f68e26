import type { Finding } from "../explain/finding";
import { nest } from "../explain/path";
import { type DatasourceConfig, titleOf, uidOf } from "../schema/datasources";
import { defineRule } from "./rule";

/** Names and uids of the platform's own datasources. */
export const OWN_DATASOURCES: Readonly<Record<string, string>> = {
  Alertmanager: "alertmanager",
  Loki: "loki",
  Prometheus: "prometheus",
  Tempo: "tempo",
};

const PATH = ["grafana", "datasources"];

/** What Grafana would take in silence, or refuse only when it starts. */
export const furtherDatasources = defineRule({
  needs: ["grafana"],
  check({ grafana }): Finding[] {
    const all = Object.entries(grafana.datasources);
    return [
      ...taken(all, "uid", uidOf, Object.values(OWN_DATASOURCES)),
      ...taken(all, "title", titleOf, Object.keys(OWN_DATASOURCES)),
      ...defaults(all),
      ...all.flatMap(([key, datasource]) => [
        ...twoWaysIn(key, datasource),
        ...withoutOrganization(key, datasource),
        ...address(key, datasource),
        ...ledger(titleOf(key, datasource), uidOf(key, datasource), key, grafana.uids),
      ]),
    ];
  },
});

type Entry = readonly [key: string, datasource: DatasourceConfig];

/** Grafana overwrites a datasource of the same name, and refuses a second one of the same uid. */
function taken(
  all: readonly Entry[],
  field: "uid" | "title",
  of: (key: string, datasource: DatasourceConfig) => string,
  own: readonly string[],
): Finding[] {
  return all.flatMap(([key, datasource], index) => {
    const value = of(key, datasource);
    const before = all.slice(0, index).find(([other, its]) => of(other, its) === value);
    const whose = own.includes(value) ? "the platform's own has" : before && `grafana.datasources.${before[0]} has`;
    if (whose === undefined) return [];
    const path = [...PATH, key, ...(datasource[field] === undefined ? [] : [field])];
    return [{ path, at: "key", message: `got the ${field} "${value}", which ${whose}; must be one of its own` }];
  });
}

function defaults(all: readonly Entry[]): Finding[] {
  const [first, ...more] = all.filter(([, datasource]) => datasource.default).map(([key]) => key);
  return more.map((key) => ({
    path: [...PATH, key, "default"],
    message: `got true, but ${first} is the default already; must be one datasource only`,
    fix: nest([...PATH, key, "default"], false),
  }));
}

function twoWaysIn(key: string, datasource: DatasourceConfig): Finding[] {
  if (!("basicAuth" in datasource) || datasource.basicAuth === undefined) return [];
  const other = datasource.type === "elasticsearch" ? "apiKey" : "token";
  const both = datasource.type === "elasticsearch" ? datasource.apiKey : datasource.token;
  if (both === undefined) return [];
  return [{ path: [...PATH, key, other], at: "key", message: `got ${other} beside basicAuth, must be one of them` }];
}

function withoutOrganization(key: string, datasource: DatasourceConfig): Finding[] {
  if (datasource.type !== "influxdb" || datasource.query !== "flux" || datasource.organization !== undefined) return [];
  const path = [...PATH, key, "organization"];
  return [{ path, at: "key", message: "is missing, must be given for Flux", fix: nest(path, "zai") }];
}

/** Its address lies in a ConfigMap, and what is sent there without TLS can be read on the way. */
function address(key: string, datasource: DatasourceConfig): Finding[] {
  if (!("url" in datasource)) return [];
  const { protocol, username, password, hostname } = new URL(datasource.url);
  const path = [...PATH, key, "url"];
  if (username !== "" || password !== "")
    return [{ path, message: "got an address with a user or password in it, must be one without" }];
  if (protocol === "https:" || hostname.endsWith(".svc") || !hasSecret(datasource)) return [];
  const message = `got an address without TLS: the secret of this datasource would go over the network as it is`;
  const fix = nest(path, datasource.url.replace(/^http:/, "https:"));
  return [{ path, message, fix, severity: "warning" }];
}

function hasSecret(datasource: DatasourceConfig): boolean {
  return ["basicAuth", "token", "apiKey"].some((key) => (datasource as Record<string, unknown>)[key] !== undefined);
}

/** Grafana refuses a whole file in which the uid of a name has changed: it is deleted first, and whoever named it is told. */
function ledger(title: string, uid: string, key: string, uids: Readonly<Record<string, string>>): Finding[] {
  const deployed = Object.hasOwn(uids, title) ? uids[title] : undefined;
  const path = [...PATH, key];
  if (deployed === undefined)
    return [
      {
        path,
        at: "key",
        message: `its uid "${uid}" is not in the ledger, so nobody will notice when it changes`,
        fix: nest(["grafana", "uids", title], uid),
        severity: "warning",
      },
    ];
  if (deployed === uid) return [];
  const message = `got the uid "${uid}", but "${deployed}" is deployed: dashboards and alerts that name that will find nothing, and the datasource is deleted and made anew`;
  return [{ path, at: "key", message, fix: nest([...path, "uid"], deployed), severity: "warning" }];
}
