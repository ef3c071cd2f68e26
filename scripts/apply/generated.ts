import type { Overview } from "../../stacks/overview";
import type { Asserted } from "./checks";
import type { Cluster } from "./cluster";
import type { Markers } from "./markers";
import type { AppliedStack } from "./stack";

/** Generated secrets by where they lie, as `namespace/name/key`. */
type Values = ReadonlyMap<string, string>;

/** Reads what was generated, so that it is recognized wherever it turns up. */
export async function readGenerated(cluster: Cluster, overview: Overview, markers: Markers): Promise<Values> {
  const values = new Map<string, string>();
  for (const { namespace, name, key } of overview.generatedSecrets) {
    const text = await cluster.kubectl(["get", "secret", "-n", namespace, name, "-o", "json"]);
    const { data } = JSON.parse(text) as { readonly data: Readonly<Record<string, string>> };
    const value = Buffer.from(data[key] ?? "", "base64").toString("utf8");
    values.set(`${namespace}/${name}/${key}`, value);
    markers.know(`${namespace}/${name}/${key}`, value);
  }
  return values;
}

/** An ephemeral value is another one in every run: only what was sent once may be in the cluster. */
export async function generatedStay(
  before: Values,
  stack: AppliedStack,
  again: () => Promise<Values>,
): Promise<readonly Asserted[]> {
  if (before.size === 0) return [];
  const empty = [...before].filter(([, value]) => !/^[A-Za-z0-9]{16,}$/.test(value)).map(([place]) => place);
  await stack.apply();
  const after = await again();
  const changed = [...before].filter(([place, value]) => after.get(place) !== value).map(([place]) => place);
  return [
    { what: "every generated secret is made", wrong: empty.join("\n"), detail: `${before.size} secrets` },
    { what: "a second apply leaves them as they are", wrong: changed.join("\n") },
  ];
}

const CLIENT_SECRET = [
  "observability/grafana-sign-on/client-secret",
  "identity/keycloak-realm-grafana/grafana",
] as const;

/** Grafana shows to Keycloak what the realm was told. Every other value is one of its own. */
export function generatedAgree(values: Values): readonly Asserted[] {
  if (values.size === 0) return [];
  const [shown, told] = CLIENT_SECRET.map((place) => values.get(place));
  const distinct = new Set(values.values()).size;
  const expected = values.size - (shown === undefined ? 0 : 1);
  const wrong = [
    ...(shown === told ? [] : [`${CLIENT_SECRET.join(" and ")} differ`]),
    ...(distinct === expected ? [] : [`${values.size} secrets have ${distinct} values, must have ${expected}`]),
  ];
  return [{ what: "generated secrets agree where they must, and nowhere else", wrong: wrong.join("\n") }];
}
