import type { Problem } from "../../src/problem";
import { addressProblems } from "../../src/verify/addresses";
import { secretProblems } from "../../src/verify/config-secrets";
import { hardeningProblems } from "../../src/verify/hardening";
import { imageProblems } from "../../src/verify/images";
import type { NetworkPolicy } from "../../src/verify/network-simulation";
import type { Container, KubernetesObject, PodSpec, RenderedRelease } from "../../src/verify/objects";
import { policyProblems } from "../../src/verify/policies";
import { removedApiProblems } from "../../src/verify/removed-apis";
import { sizeProblems } from "../../src/verify/sizes";
import type { ModelFault } from "./models";

const CONFINED: Container = {
  name: "web",
  image: "docker.io/acme/web:1.2.3",
  ports: [{ containerPort: 8080 }],
  livenessProbe: {},
  readinessProbe: {},
  resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "64Mi" } },
  securityContext: {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    capabilities: { drop: ["ALL"] },
    seccompProfile: { type: "RuntimeDefault" },
  },
};

const LABELS = { app: "web" };

/** A release that nothing is wrong with, with a container, its pod or its objects changed. */
export function release(
  container: Partial<Container> = {},
  pod: Partial<PodSpec> = {},
  more: readonly KubernetesObject[] = [],
): RenderedRelease {
  const template = { metadata: { labels: LABELS }, spec: { containers: [{ ...CONFINED, ...container }], ...pod } };
  const objects: readonly KubernetesObject[] = [
    { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web" }, spec: { replicas: 1, template } },
    { apiVersion: "v1", kind: "Service", metadata: { name: "web" }, spec: { ports: [{ port: 80 }] } },
  ];
  return { name: "web", chart: "web", namespace: "shop", objects: [...objects, ...more] };
}

function hardened(container: Partial<Container>, pod: Partial<PodSpec> = {}): readonly Problem[] {
  return hardeningProblems([release(container, pod)], []);
}

function policy(name: string, labels: Readonly<Record<string, string>>, port = "8080"): NetworkPolicy {
  const ingress = [{ ports: [{ protocol: "TCP", port }] }];
  return {
    metadata: { name, namespace: "shop" },
    spec: { pod_selector: { match_labels: labels }, policy_types: ["Ingress", "Egress"], ingress },
  };
}

/** What closes a namespace, and what lets the pod be called. */
export const POLICIES: readonly NetworkPolicy[] = [policy("default", {}), policy("web-shop", LABELS)];

const CONTEXT = CONFINED.securityContext;

const LISTED = [{ source: "docker.io/acme/web:1.2.3", target: "docker.io/acme/web:1.2.3" }];

const SIZE = [{ chart: "web", fixed: { cpu: 10, memory: 64 }, perNode: { cpu: 0, memory: 0 } }];

/** Faults that show only once a chart is rendered. */
export const CHART_FAULTS: readonly ModelFault[] = (
  [
    [
      "a container that runs privileged",
      () => hardened({ securityContext: { ...CONTEXT, privileged: true } }),
      "web.Deployment/web.web",
      "C-0057",
    ],
    [
      "a container that may gain privileges",
      () => hardened({ securityContext: { ...CONTEXT, allowPrivilegeEscalation: true } }),
      "web.Deployment/web.web",
      "C-0016",
    ],
    [
      "a filesystem that can be written",
      () => hardened({ securityContext: { ...CONTEXT, readOnlyRootFilesystem: false } }),
      "web.Deployment/web.web",
      "C-0017",
    ],
    [
      "capabilities that are kept",
      () => hardened({ securityContext: { ...CONTEXT, capabilities: {} } }),
      "web.Deployment/web.web",
      "C-0046",
    ],
    [
      "a container that may be root",
      () => hardened({ securityContext: { ...CONTEXT, runAsNonRoot: false } }),
      "web.Deployment/web.web",
      "C-0013",
    ],
    [
      "every system call",
      () => hardened({ securityContext: { ...CONTEXT, seccompProfile: { type: "Unconfined" } } }),
      "web.Deployment/web.web",
      "C-0055",
    ],
    [
      "no memory limit",
      () => hardened({ resources: { requests: { cpu: "1m", memory: "1Mi" } } }),
      "web.Deployment/web.web",
      "C-0004",
    ],
    [
      "no CPU request",
      () => hardened({ resources: { requests: { memory: "1Mi" }, limits: { memory: "1Mi" } } }),
      "web.Deployment/web.web",
      "C-0050",
    ],
    [
      "a port of the node",
      () => hardened({ ports: [{ containerPort: 1, hostPort: 1 }] }),
      "web.Deployment/web.web",
      "C-0044",
    ],
    [
      "an image without a tag",
      () => hardened({ image: "registry.acme.dev:5000/web" }),
      "web.Deployment/web.web",
      "C-0075",
    ],
    [
      "no probe of its health",
      () => hardened({ livenessProbe: undefined as unknown as object }),
      "web.Deployment/web.web",
      "C-0056",
    ],
    ["the network of the node", () => hardened({}, { hostNetwork: true }), "web.Deployment/web", "C-0041"],
    [
      "a folder of the node",
      () => hardened({}, { volumes: [{ hostPath: { path: "/" } }] }),
      "web.Deployment/web",
      "C-0048",
    ],
    [
      "an address that no Service has",
      () => addressProblems([release()], [{ url: "http://wep.shop.svc:80" }]),
      "shop/wep",
      "no release makes that Service",
    ],
    [
      "a port that the Service lacks",
      () => addressProblems([release()], [{ url: "http://web.shop.svc:8080" }]),
      "shop/web",
      "the Service has the ports 80",
    ],
    [
      "a password in a rendered ConfigMap",
      () => secretProblems([release({}, {}, [map("password: hunter2")])]),
      "web.ConfigMap/web.app.yaml",
      "line 1",
    ],
    [
      "an image that is not listed",
      () => imageProblems([release({ image: "acme/web:2" })], LISTED),
      "web.Deployment web: web",
      "not in the list",
    ],
    [
      "more memory than was counted",
      () => sizeProblems([release()], SIZE),
      "web",
      "32 MiB, and the sizing counts 10m CPU and 64 MiB",
    ],
    [
      "a pod that no policy is about",
      () => policyProblems([release()], [policy("default", {}), policy("other", { app: "api" })]),
      "web.Deployment/web",
      "no network policy",
    ],
    [
      "a policy about nobody",
      () => policyProblems([release()], [...POLICIES, policy("api-shop", { app: "api" })]),
      "policy shop/api-shop",
      "about no pod",
    ],
    [
      "a policy for a port where nobody listens",
      () => policyProblems([release()], [policy("default", {}), policy("web-shop", LABELS, "80")]),
      "policy shop/web-shop",
      "opens port 80",
    ],
    [
      "an API that is gone",
      () => removedApiProblems([release({}, {}, [cronJob()])], "1.34"),
      "web.CronJob/web",
      "must be batch/v1",
    ],
  ] as const
).map(([name, find, place, says]) => ({ name, layer: "chart", find, place, says }));

function map(text: string): KubernetesObject {
  return { kind: "ConfigMap", metadata: { name: "web" }, data: { "app.yaml": text } };
}

function cronJob(): KubernetesObject {
  return { apiVersion: "batch/v1beta1", kind: "CronJob", metadata: { name: "web" } };
}
