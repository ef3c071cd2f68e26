import { describe, expect, it } from "vitest";
import { contractOf, nameOf, selectorOf } from "../../src/charts";
import { type ClientInput, parseClient } from "../../src/config";
import { connects, type End, type Pod, policiesFor, policiesIn } from "../../src/verify/network-simulation";
import type { Synthesized } from "../synth";
import { type Example, releasesOf, synthesizedExamples } from "../tools/examples";
import { ACME } from "./acme";

/** Pods of a workload, and the ports at which they listen. */
interface Workload extends Pod {
  readonly name: string;
  readonly ports: readonly number[];
}

const NODE = { ip: "10.114.0.2" };
const WORLD = { ip: "140.82.121.6" };
const STRANGER: Pod = { namespace: "apps", labels: { "app.kubernetes.io/name": "shop" } };
const NEWCOMER: Pod = { namespace: "observability", labels: { "app.kubernetes.io/name": "shell" } };
const SOLVER: Pod = { namespace: "identity", labels: { "acme.cert-manager.io/http01-solver": "true" } };

const SCRAPED = 9402;

/** All that goes from pod to pod in the example `sign-on`, and why. */
const SIGN_ON = [
  // people
  "ingress/traefik -> observability/grafana:3000",
  "ingress/traefik -> identity/keycloak-http:8080",
  // sign-in: Grafana asks Keycloak by its public name, which leads back to the gateway
  ...gateway("observability/grafana"),
  "identity/keycloak-http -> identity/keycloak-database-postgres:5432",
  "identity/keycloak-realm -> identity/keycloak-http:8080",
  "identity/team-sync -> identity/keycloak-http:8080",
  "identity/keycloak-backup -> identity/keycloak-database-postgres:5432",
  // cert-manager tries the host before Let's Encrypt does
  ...gateway("cert-manager/cert-manager"),
  // what Grafana shows
  "observability/grafana -> observability/prometheus-server:9090",
  "observability/grafana -> observability/prometheus-alertmanager:9093",
  "observability/grafana -> observability/loki-gateway:8080",
  // logs
  "observability/alloy -> observability/loki-gateway:8080",
  "observability/loki-gateway -> observability/loki:3100",
  // metrics and alerts
  "observability/prometheus-server -> observability/prometheus-alertmanager:9093",
  "observability/prometheus-server -> observability/prometheus-kube-state-metrics:8080",
  "observability/prometheus-server -> observability/prometheus-prometheus-pushgateway:9091",
  "observability/prometheus-server -> ingress/traefik:9100",
  "observability/prometheus-server -> observability/alloy:12345",
  "observability/prometheus-server -> observability/grafana:3000",
  "observability/prometheus-server -> observability/loki:3100",
  "observability/prometheus-server -> identity/keycloak-http:9000",
  // whoever is open to all is open to Prometheus, which may call every pod
  ...gateway("observability/prometheus-server"),
  ...["cert-manager", "cert-manager-cainjector", "cert-manager-webhook"].map(
    (name) => `observability/prometheus-server -> cert-manager/${name}:${SCRAPED}`,
  ),
];

const OTLP_AND_JAEGER = [4317, 4318, 14250, 14268];

/** What tracing adds, in the example `full`. */
const TRACING = [
  "observability/opentelemetry-collector -> observability/tempo:4317",
  "observability/opentelemetry-collector -> observability/prometheus-server:9090",
  "observability/opentelemetry-collector -> observability/loki-gateway:8080",
  // metrics of the traces
  "observability/tempo -> observability/prometheus-server:9090",
  "observability/grafana -> observability/tempo:3200",
  "observability/prometheus-server -> observability/tempo:3200",
  "observability/prometheus-server -> observability/opentelemetry-collector:8888",
  // whoever is open to all is open to those who may call every pod
  ...["observability/prometheus-server", "ingress/traefik"].flatMap((caller) =>
    OTLP_AND_JAEGER.map((port) => `${caller} -> observability/opentelemetry-collector:${port}`),
  ),
];

const API_CLIENTS = [
  "cert-manager/cert-manager",
  "cert-manager/cert-manager-cainjector",
  "cert-manager/cert-manager-webhook",
  "ingress/traefik",
  "observability/alloy",
  "observability/grafana",
  "observability/prometheus-kube-state-metrics",
  "observability/prometheus-server",
];

function gateway(from: string): readonly string[] {
  return [8000, 8443].map((port) => `${from} -> ingress/traefik:${port}`);
}

describe("network policies", async () => {
  const examples = await synthesizedExamples();

  describe("network policies of the example with everything", () => {
    const example = exampleOf(examples, "guild");
    const policies = policiesIn(jsonsOf(example));
    const all = workloadsOf(example);
    const connecting = (from: End, to: readonly Workload[]) =>
      to.flatMap(({ name, ports, ...pod }) =>
        ports.filter((port) => connects(policies, from, pod, port)).map((port) => `${name}:${port}`),
      );

    it("let through what is wired, and nothing else", () => {
      const edges = all.flatMap(({ name, ports: _, ...pod }) =>
        connecting(
          pod,
          all.filter((other) => other.name !== name),
        ).map((to) => `${name} -> ${to}`),
      );
      expect(edges.filter((edge) => !isWebhook(edge)).sort()).toEqual([...SIGN_ON].sort());
    });

    it("let nobody else in but those who come by the gateway's two ports, and the API server to the webhook", () => {
      const open = ["ingress/traefik:8000", "ingress/traefik:8443", "cert-manager/cert-manager-webhook:10250"];
      for (const end of [WORLD, NODE, STRANGER]) expect(connecting(end, all).sort()).toEqual([...open].sort());
      expect(connecting(NEWCOMER, all)).toEqual([]);
    });

    it("let a newcomer of a closed namespace ask for names, and do nothing else", () => {
      for (const end of [WORLD, NODE, STRANGER])
        for (const port of [80, 443, 6443, 8080]) expect(connects(policies, NEWCOMER, end, port)).toBe(false);
      expect(policiesFor(policies, NEWCOMER).map(({ metadata }) => metadata.name)).toEqual(["default"]);
      expect(connects(policies, NEWCOMER, NODE, 53)).toBe(true);
    });

    it("let those talk with the Kubernetes API who use it", () => {
      const clients = all.filter(({ name: _, ports: __, ...pod }) => connects(policies, pod, NODE, 6443));
      expect(clients.map(({ name }) => name).sort()).toEqual(API_CLIENTS);
    });

    it("let out into the world who has somebody there", () => {
      const callers = all.filter(({ name: _, ports: __, ...pod }) => connects(policies, pod, WORLD, 443));
      expect(
        callers
          .map(({ name }) => name)
          .filter((name) => !API_CLIENTS.includes(name))
          .sort(),
      ).toEqual([
        "identity/keycloak-backup",
        "identity/keycloak-http",
        "identity/team-sync",
        "observability/prometheus-alertmanager",
      ]);
    });

    it("let the gateway through to what proves a host, and nobody else", () => {
      const [traefik] = all.filter(({ name }) => name === "ingress/traefik");
      expect(connects(policies, traefik as Pod, SOLVER, 8089)).toBe(true);
      expect(connects(policies, NEWCOMER, SOLVER, 8089)).toBe(false);
    });

    it("close pods of others to nothing", () => {
      const own = new Set(all.map(({ namespace }) => namespace));
      expect(
        policies.map(({ metadata }) => metadata.namespace).filter((name) => !own.has(name) && name !== "node-agents"),
      ).toEqual([]);
    });
  });

  describe("network policies of the example with tracing", () => {
    const example = exampleOf(examples, "full");
    const policies = policiesIn(jsonsOf(example));
    const all = workloadsOf(example);
    const isOfTracing = (name: string) => /\/(tempo|opentelemetry-collector)$/.test(name);
    const reached = (from: End, { name, ports, ...pod }: Workload) =>
      ports.filter((port) => connects(policies, from, pod, port)).map((port) => `${name}:${port}`);

    it("let through what tracing needs, and nothing else", () => {
      const edges = all.flatMap(({ name, ports: _, ...pod }) =>
        all
          .filter((other) => other.name !== name && (isOfTracing(name) || isOfTracing(other.name)))
          .flatMap((other) => reached(pod, other).map((to) => `${name} -> ${to}`)),
      );
      expect(edges.sort()).toEqual([...TRACING].sort());
    });

    it("let every pod of the cluster send to the collector, and none to Tempo", () => {
      const open = all.filter(({ name }) => isOfTracing(name)).flatMap((workload) => reached(STRANGER, workload));
      expect(open.sort()).toEqual(
        OTLP_AND_JAEGER.map((port) => `observability/opentelemetry-collector:${port}`).sort(),
      );
      expect(all.filter(({ name }) => isOfTracing(name)).flatMap((workload) => reached(WORLD, workload))).toEqual([]);
    });

    it("let Tempo out to its bucket, and the collector to nobody outside", () => {
      const out = all.filter(({ name, ports: _, ...pod }) => isOfTracing(name) && connects(policies, pod, WORLD, 443));
      expect(out.map(({ name }) => name)).toEqual(["observability/tempo"]);
    });
  });

  describe.each(examples.map((example) => ({ client: example.config.client, example })))(
    "of $client",
    ({ example }) => {
      const policies = policiesIn(jsonsOf(example));
      const all = workloadsOf(example);

      it("reach every service whose address a release is given", () => {
        const named = releasesOf(example).flatMap((release) =>
          addressesIn(`${release.valuesText}\n${release.name === "grafana" ? datasourcesOf(example) : ""}`).map(
            (address) => ({
              from: release,
              ...address,
            }),
          ),
        );
        expect(named.length).toBeGreaterThan(2);
        for (const { from, service, namespace, port } of named) {
          const to = backendOf(example, service, namespace, port);
          const callers = all.filter((workload) => isOf(from, workload));
          expect({
            from: from.name,
            to,
            reached: callers.some((caller) => connects(policies, caller, to, to.port)),
          }).toEqual({ from: from.name, to, reached: true });
        }
      });

      it("are about every pod of every release that has an address of its own", () => {
        const uncovered = all
          .filter(({ namespace }) => namespace !== "node-agents")
          .filter((workload) => policiesFor(policies, workload).length < 2);
        expect(uncovered.map(({ name }) => name)).toEqual([]);
      });
    },
  );
});

function exampleOf(examples: readonly Example[], client: string): Example {
  const found = examples.find(({ config }) => config.client === client);
  if (found === undefined) throw new Error(`no example of ${client}`);
  return found;
}

function jsonsOf({ stacks }: Example): readonly Synthesized[] {
  return stacks.map(({ json }) => json);
}

/** The pods behind the services of every release, and those of Jobs. */
function workloadsOf(example: Example): readonly Workload[] {
  const released = releasesOf(example).flatMap(({ pin, name: release, namespace }) => {
    const { services, workloads } = contractOf(pin);
    return services
      .filter(({ key, onlyWith }) => !key.includes("headless") && key !== "memberlist" && onlyWith === undefined)
      .map(({ key, ports }) => ({
        name: `${namespace}/${key === release ? release : `${release}-${key}`}`,
        namespace: key === "prometheus-node-exporter" ? "node-agents" : namespace,
        labels: selectorOf(pin, key, { release, namespace }),
        ports: [
          ...new Set([
            ...ports.map(({ containerPort }) => containerPort),
            ...Object.values(workloads.find((workload) => workload.key === key)?.ports ?? {}),
          ]),
        ],
      }));
  });
  return [...released.filter(({ name }) => isDeployed(example, name)), ...jobsOf(example)];
}

function isDeployed({ config }: Example, name: string): boolean {
  return config.prometheus.pushgateway.enabled || !name.includes("pushgateway");
}

interface PodTemplate {
  readonly template: { readonly metadata: { readonly labels: Pod["labels"] } };
}

/** A Job, or what makes one by the clock. */
interface Job {
  readonly metadata: { readonly namespace: string };
  readonly spec: PodTemplate | { readonly job_template: { readonly spec: PodTemplate } };
}

function jobsOf(example: Example): readonly Workload[] {
  return jsonsOf(example)
    .flatMap(({ resource }) => [
      ...Object.values(resource.kubernetes_job_v1 ?? {}),
      ...Object.values(resource.kubernetes_cron_job_v1 ?? {}),
    ])
    .map((job) => {
      const { metadata, spec } = job as unknown as Job;
      const { labels } = ("job_template" in spec ? spec.job_template.spec : spec).template.metadata;
      const { namespace } = metadata;
      return { name: `${namespace}/${labels["app.kubernetes.io/name"]}`, namespace, labels, ports: [] };
    });
}

/** The API server's calls of a webhook come from no pod. */
function isWebhook(edge: string): boolean {
  return edge.endsWith("cert-manager/cert-manager-webhook:10250");
}

const ADDRESS = /\b([a-z0-9-]+)\.([a-z0-9-]+)\.svc:(\d+)/g;

function addressesIn(text: string) {
  return [...text.matchAll(ADDRESS)].map(([, service = "", namespace = "", port]) => ({
    service,
    namespace,
    port: Number(port),
  }));
}

function datasourcesOf(example: Example): string {
  const maps = jsonsOf(example).flatMap(({ resource }) => Object.values(resource.kubernetes_config_map_v1 ?? {}));
  return JSON.stringify(maps.filter((map) => JSON.stringify(map).includes("grafana-datasources")));
}

/** The pods behind a service's port. */
function backendOf(example: Example, service: string, namespace: string, port: number): Workload & { port: number } {
  for (const release of releasesOf(example).filter((one) => one.namespace === namespace)) {
    for (const candidate of contractOf(release.pin).services) {
      const found = candidate.ports.find((one) => one.port === port);
      if (found === undefined || nameOf(candidate, release.name) !== service) continue;
      const labels = selectorOf(release.pin, candidate.key, { release: release.name, namespace });
      return { name: service, namespace, labels, ports: [], port: found.containerPort };
    }
  }
  const own = ownServices(example).find(
    ({ metadata }) => metadata.name === service && metadata.namespace === namespace,
  );
  if (own !== undefined) return { name: service, namespace, labels: own.spec.selector, ports: [], port };
  throw new Error(`${service}.${namespace}.svc:${port} is no service of a release, nor of ours`);
}

interface OwnService {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: { readonly selector: Readonly<Record<string, string>> };
}

/** Services that no chart brings: their pods listen at the same port. */
function ownServices(example: Example): readonly OwnService[] {
  return jsonsOf(example).flatMap(({ resource }) =>
    Object.values(resource.kubernetes_service_v1 ?? {}),
  ) as unknown as OwnService[];
}

function isOf(release: { name: string; namespace: string }, workload: Workload): boolean {
  return workload.name.startsWith(`${release.namespace}/${release.name}`);
}

describe("network", () => {
  const config = (network: ClientInput["network"]) => parseClient({ ...ACME, network }).network;

  it("is closed by default, and opened for what the config names", () => {
    expect(config({})).toEqual({ policies: true, notificationPorts: [443], allow: [] });
    const allow = [{ from: { podsOf: "batch" }, to: { namespace: "observability", labels: { app: "x" } }, ports: [1] }];
    expect(config({ allow })).toEqual({ policies: true, notificationPorts: [443], allow });
  });

  it("refuses a wire between two ends that are not the platform's", () => {
    const wrong = [{ from: "pods", to: "outside", ports: [1] }] as never;
    expect(() => config({ allow: wrong })).toThrow("network.allow");
  });
});
