import { setAt } from "../set-at";
import type { ChartName } from "./lock";
import { chartPin } from "./lock";
import type { HelmValues } from "./merge";

/** Where images are pulled from instead of their own registries. */
export interface ImageSource {
  /** Host, perhaps with a port and a path: it stands before the image's own path. @default - each image's own registry */
  readonly registry?: string | undefined;
  /** Secret of type kubernetes.io/dockerconfigjson in the namespace of each pod. @default - none */
  readonly pullSecret?: string | undefined;
}

/** An image of the platform, and where it is to be copied to. */
export interface ImageCopy {
  readonly source: string;
  readonly target: string;
}

interface ChartImage {
  /** Whole name without a tag. */
  readonly name: string;
  /** @default - the chart's appVersion */
  readonly tag?: string;
  /** Place of the image in the chart's values. */
  readonly at: string;
  /** Only in this use of a chart that is run in several ways. @default - in all of them */
  readonly use?: string;
  /** The chart wants the registry in `repository`, before the path. @default false */
  readonly inRepository?: boolean;
  /** The chart adds a digest to the tag. A copy may have another one, so a mirrored image goes by its tag alone. @default false */
  readonly hasDigest?: boolean;
}

interface ChartImages {
  readonly images: readonly ChartImage[];
  /** One value that holds the registry of all of them. @default - each image has its own */
  readonly registryAt?: string;
  /** Values that take a list of pull secrets. Together they reach every pod. */
  readonly pullSecretsAt: readonly string[];
  /** The list is one of names, not of references. @default false */
  readonly pullSecretsAsNames?: boolean;
}

const JETSTACK = ["controller", "webhook", "cainjector", "acmesolver", "startupapicheck"] as const;

/** Images of the pods that we run, by chart, at the pinned versions. A test holds them against what helm renders. */
const IMAGES: Readonly<Record<ChartName, ChartImages>> = {
  alloy: {
    images: [
      { name: "docker.io/grafana/alloy", at: "image" },
      {
        name: "quay.io/prometheus-operator/prometheus-config-reloader",
        tag: "v0.91.0",
        at: "configReloader.image",
        hasDigest: true,
      },
    ],
    pullSecretsAt: ["global.image.pullSecrets"],
  },
  "cert-manager": {
    images: JETSTACK.map((part) => ({
      name: `quay.io/jetstack/cert-manager-${part}`,
      at: part === "controller" ? "image" : `${part}.image`,
    })),
    registryAt: "imageRegistry",
    pullSecretsAt: ["global.imagePullSecrets"],
  },
  "external-dns": {
    images: [{ name: "registry.k8s.io/external-dns/external-dns", tag: "v0.20.0", at: "image", inRepository: true }],
    pullSecretsAt: ["imagePullSecrets"],
  },
  "external-secrets": {
    images: ["image", "webhook.image", "certController.image"].map((at) => ({
      name: "ghcr.io/external-secrets/external-secrets",
      at,
      inRepository: true,
    })),
    pullSecretsAt: ["imagePullSecrets", "webhook.imagePullSecrets", "certController.imagePullSecrets"],
  },
  grafana: {
    images: [
      { name: "docker.io/grafana/grafana", at: "image" },
      { name: "quay.io/kiwigrid/k8s-sidecar", tag: "2.10.1", at: "sidecar.image" },
    ],
    registryAt: "global.imageRegistry",
    pullSecretsAt: ["global.imagePullSecrets"],
  },
  keycloakx: {
    images: [{ name: "quay.io/keycloak/keycloak", at: "image", inRepository: true }],
    pullSecretsAt: ["imagePullSecrets"],
  },
  loki: {
    images: [
      { name: "docker.io/grafana/loki", at: "loki.image" },
      { name: "docker.io/nginxinc/nginx-unprivileged", tag: "1.31-alpine", at: "gateway.image" },
      { name: "docker.io/library/memcached", tag: "1.6.45-alpine", at: "memcached.image", use: "loki-scalable" },
    ],
    registryAt: "global.imageRegistry",
    pullSecretsAt: ["imagePullSecrets"],
  },
  "loki-conservative": {
    images: [
      { name: "docker.io/grafana/loki", at: "loki.image" },
      { name: "docker.io/nginxinc/nginx-unprivileged", tag: "1.29-alpine", at: "gateway.image" },
      { name: "docker.io/memcached", tag: "1.6.39-alpine", at: "memcached.image", use: "loki-scalable" },
    ],
    registryAt: "global.imageRegistry",
    pullSecretsAt: ["imagePullSecrets"],
  },
  "mimir-distributed": {
    images: [
      { name: "docker.io/grafana/mimir", at: "image", inRepository: true },
      { name: "docker.io/nginxinc/nginx-unprivileged", tag: "1.29-alpine", at: "gateway.nginx.image" },
      {
        name: "docker.io/memcached",
        tag: "1.6.39-alpine",
        at: "memcached.image",
        use: "mimir-distributed-cached",
        inRepository: true,
      },
    ],
    pullSecretsAt: ["image.pullSecrets"],
    pullSecretsAsNames: true,
  },
  "opentelemetry-collector": {
    images: [{ name: "docker.io/otel/opentelemetry-collector-k8s", at: "image", inRepository: true }],
    pullSecretsAt: ["imagePullSecrets"],
  },
  postgres: {
    images: [{ name: "docker.io/postgres", tag: "18.6", at: "image", hasDigest: true }],
    registryAt: "global.imageRegistry",
    pullSecretsAt: ["global.imagePullSecrets"],
  },
  prometheus: {
    images: [
      { name: "quay.io/prometheus/prometheus", at: "server.image", inRepository: true },
      {
        name: "quay.io/prometheus-operator/prometheus-config-reloader",
        tag: "v0.93.1",
        at: "configmapReload.prometheus.image",
        inRepository: true,
      },
      { name: "quay.io/prometheus/alertmanager", tag: "v0.34.0", at: "alertmanager.image", inRepository: true },
      {
        name: "quay.io/prometheus/pushgateway",
        tag: "v1.11.3",
        at: "prometheus-pushgateway.image",
        inRepository: true,
      },
      {
        name: "registry.k8s.io/kube-state-metrics/kube-state-metrics",
        tag: "v2.20.0",
        at: "kube-state-metrics.image",
      },
      { name: "quay.io/prometheus/node-exporter", tag: "v1.12.1", at: "prometheus-node-exporter.image" },
    ],
    pullSecretsAt: [
      "imagePullSecrets",
      "alertmanager.imagePullSecrets",
      "prometheus-pushgateway.imagePullSecrets",
      "kube-state-metrics.imagePullSecrets",
      "prometheus-node-exporter.imagePullSecrets",
    ],
  },
  "prometheus-blackbox-exporter": {
    images: [{ name: "quay.io/prometheus/blackbox-exporter", at: "image" }],
    registryAt: "global.imageRegistry",
    pullSecretsAt: ["image.pullSecrets"],
    pullSecretsAsNames: true,
  },
  tempo: {
    images: [{ name: "docker.io/grafana/tempo", at: "tempo" }],
    pullSecretsAt: ["serviceAccount.imagePullSecrets"],
  },
  traefik: {
    images: [{ name: "docker.io/traefik", at: "image" }],
    pullSecretsAt: ["deployment.imagePullSecrets"],
  },
};

/** The values by which a chart pulls its images from there. */
export function imageValues(chart: ChartName, { registry, pullSecret }: ImageSource): HelmValues {
  const { images, registryAt, pullSecretsAt, pullSecretsAsNames = false } = IMAGES[chart];
  const values: Record<string, unknown> = {};
  if (registry !== undefined) {
    if (registryAt !== undefined) setAt(values, registryAt, registry);
    for (const image of images) {
      if (image.inRepository) setAt(values, `${image.at}.repository`, mirrored(image.name, registry));
      else if (registryAt === undefined) setAt(values, `${image.at}.registry`, registry);
      if (image.hasDigest) setAt(values, `${image.at}.tag`, image.tag);
    }
  }
  if (pullSecret !== undefined)
    for (const path of pullSecretsAt) setAt(values, path, [pullSecretsAsNames ? pullSecret : { name: pullSecret }]);
  return values as HelmValues;
}

/** Images of a chart with the user's own values: their tags count, and what they take from elsewhere is theirs to copy. */
export function imagesOf(
  chart: ChartName,
  overrides: Readonly<Record<string, unknown>>,
  use: string = chart,
): readonly string[] {
  const { appVersion } = chartPin(chart);
  const used = IMAGES[chart].images.filter((image) => image.use === undefined || image.use === use);
  const all = used.flatMap(({ name, tag = appVersion, at }) => {
    const own = (key: string) => valueAt(overrides, `${at}.${key}`);
    if (own("registry") !== undefined || own("repository") !== undefined) return [];
    return [`${name}:${own("tag") ?? tag}`];
  });
  return [...new Set(all)];
}

/** The image that a chart's main container runs, for Jobs of the same program. */
export function mainImage(chart: ChartName, { registry }: ImageSource): string {
  const [image = ""] = imagesOf(chart, {});
  return mirrored(image, registry);
}

/** An image by its name in a registry that holds copies: the host of its own is replaced, its path kept. */
export function mirrored(image: string, registry: string | undefined): string {
  return registry === undefined ? image : `${registry}/${image.slice(image.indexOf("/") + 1)}`;
}

function valueAt(values: Readonly<Record<string, unknown>>, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (inner, key) =>
        typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[key] : undefined,
      values,
    );
}
