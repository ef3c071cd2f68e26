import { basename } from "node:path";
import { describe, expect, it } from "vitest";
import { connects, type Pod, policiesIn } from "../../src/verify/network-simulation";
import type { KubernetesObject } from "../../src/verify/objects";
import { accountsOf, chartClients, everyChart, releasesOf, scratchFolder } from "./examples";
import { chartPackages, rendered, skipsWhatLacks } from "./rendered";
import { installed } from "./requirement";
import { suiteWith } from "./suite";

type Labels = Readonly<Record<string, string>>;

/** A rendered pod, as far as its network goes. */
interface RenderedPod extends Pod {
  readonly name: string;
  readonly annotations: Labels;
  readonly ports: readonly number[];
  readonly onHost: boolean;
  /** Whether it can sign in at the Kubernetes API. */
  readonly token: boolean;
}

interface PodSpec {
  readonly hostNetwork?: boolean;
  readonly automountServiceAccountToken?: boolean;
  readonly serviceAccountName?: string;
  readonly containers: readonly { readonly ports?: readonly { readonly containerPort: number }[] }[];
}

const scratch = scratchFolder();
const NODE = { ip: "10.114.0.2" };

/** Pods that do not ask to be scraped, and why. */
const NOT_ASKING: readonly (readonly [name: RegExp, reason: string])[] = [
  [/ observability\/prometheus-server$/, "scrapes itself, job prometheus"],
  [/ observability\/prometheus-kube-state-metrics$/, "its Service asks, job kubernetes-service-endpoints"],
  [/ node-agents\/prometheus-prometheus-node-exporter$/, "its Service asks, job kubernetes-service-endpoints"],
  [/ observability\/prometheus-prometheus-pushgateway$/, "its Service asks, job prometheus-pushgateway"],
  [/ observability\/loki-gateway$/, "nginx: what it could tell is in the metrics of Loki behind it"],
  [/ observability\/loki-(chunks|results)-cache$/, "memcached, which has no metrics of its own"],
  [/ observability\/mimir-gateway$/, "nginx: what it could tell is in the metrics of Mimir behind it"],
  [/ observability\/mimir-(chunks|index|metadata|results)-cache$/, "memcached, which has no metrics of its own"],
  [/ identity\/keycloak-database$/, "no exporter is offered; Keycloak tells of its connections"],
  [/^Job cert-manager\/cert-manager-startupapicheck$/, "a Job: it ends before anybody asks"],
];

suiteWith("network policies over rendered charts", chartPackages(installed("helm")), async (place) => {
  skipsWhatLacks(place);
  const examples = [...(await chartClients(place)), await everyChart(place, {})];
  const seen = new Set<string>();
  describe.each(examples.map((example) => ({ name: basename(example.file), example })))("$name", ({ example }) => {
    const policies = policiesIn(example.stacks.map(({ json }) => json));
    const objects = releasesOf(example).flatMap((release) =>
      rendered(place, release, scratch).map((object) => ({
        ...object,
        namespace: object.metadata.namespace ?? release.namespace,
      })),
    );
    const accounts = accountsOf(example).map((account) => ({
      ...account,
      namespace: account.metadata.namespace ?? "",
    }));
    const pods = objects.flatMap((object) => podOf(object, [...objects, ...accounts]));

    it("let those reach the Kubernetes API who have a token for it, and no others", () => {
      const wrong = pods.filter((pod) => !pod.onHost && connects(policies, pod, NODE, 6443) !== pod.token);
      expect(wrong.map(({ name, token }) => ({ name, token }))).toEqual([]);
    });

    it("are for pods that ask to be scraped, where no other job scrapes them", () => {
      const silent = pods.filter(({ annotations }) => annotations["prometheus.io/scrape"] !== "true");
      for (const { name } of silent) seen.add(name);
      const unexplained = silent.filter(({ name }) => !NOT_ASKING.some(([known]) => known.test(name)));
      expect(unexplained.map(({ name }) => name)).toEqual([]);
      const deaf = pods.filter(
        ({ annotations, ports }) =>
          annotations["prometheus.io/scrape"] === "true" && !ports.includes(Number(annotations["prometheus.io/port"])),
      );
      expect(deaf.map(({ name }) => name)).toEqual([]);
    });

    it("let Prometheus reach every pod that asks to be scraped", () => {
      const [prometheus] = pods.filter(({ name }) => name === "Deployment observability/prometheus-server");
      if (prometheus === undefined) throw new Error("no Prometheus");
      const asking = pods.filter(({ annotations }) => annotations["prometheus.io/scrape"] === "true");
      expect(asking.length).toBeGreaterThan(0);
      const cut = asking.filter(
        (pod) => !connects(policies, prometheus, pod, Number(pod.annotations["prometheus.io/port"])),
      );
      expect(cut.map(({ name }) => name)).toEqual([]);
      // Kubelets answer at their own port, with the address of their node, as node exporters do.
      for (const port of [10250, 9100])
        expect({ port, open: connects(policies, prometheus, NODE, port) }).toEqual({ port, open: true });
    });
  });

  it("give reasons for pods that there are", () => {
    const known = NOT_ASKING.filter(
      ([{ source }]) => !place.lacks.has("mimir-distributed") || !source.includes("mimir"),
    );
    const idle = known.filter(([pods]) => ![...seen].some((name) => pods.test(name)));
    expect(idle.map(([{ source }]) => source)).toEqual([]);
  });
});

type Placed = KubernetesObject & { readonly namespace: string };

function podOf(object: Placed, all: readonly Placed[]): readonly RenderedPod[] {
  const template = object.spec?.template as
    | { readonly metadata?: { readonly labels?: Labels; readonly annotations?: Labels }; readonly spec: PodSpec }
    | undefined;
  if (template === undefined) return [];
  const { metadata = {}, spec } = template;
  return [
    {
      name: `${object.kind} ${object.namespace}/${object.metadata.name}`,
      namespace: object.namespace,
      labels: metadata.labels ?? {},
      annotations: metadata.annotations ?? {},
      ports: spec.containers.flatMap(({ ports = [] }) => ports.map(({ containerPort }) => containerPort)),
      onHost: spec.hostNetwork === true,
      token: spec.automountServiceAccountToken ?? tokenOf(spec.serviceAccountName, object.namespace, all),
    },
  ];
}

function tokenOf(account: string | undefined, namespace: string, all: readonly Placed[]): boolean {
  const found = all.find(
    (object) => object.kind === "ServiceAccount" && object.metadata.name === account && object.namespace === namespace,
  ) as { readonly automountServiceAccountToken?: boolean } | undefined;
  return found?.automountServiceAccountToken ?? true;
}
