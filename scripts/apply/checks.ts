import { gunzipSync } from "node:zlib";
import { requestsOn } from "../../src/sizing/requests";
import type { KubernetesObject } from "../../src/verify/objects";
import { requestsOf } from "../../src/verify/pods";
import type { Overview } from "../../stacks/overview";
import type { BroughtSecret } from "../../stacks/secret-uses";
import type { Cluster, Named } from "./cluster";
import type { Markers } from "./markers";
import type { AppliedStack } from "./stack";

/** One line of the verdict. */
export interface Asserted {
  readonly what: string;
  /** What is wrong; empty when all is well. */
  readonly wrong: string;
  readonly detail?: string;
}

interface Secret extends Named {
  readonly data?: Readonly<Record<string, string>>;
}

interface Pod extends Named {
  readonly spec: {
    readonly containers: readonly PodContainer[];
    readonly initContainers?: readonly PodContainer[];
    readonly volumes?: readonly PodVolume[];
  };
}

interface PodContainer {
  readonly env?: readonly {
    readonly valueFrom?: { readonly secretKeyRef?: { readonly name: string; readonly key: string } };
  }[];
}

interface ExternalSecret extends Named {
  readonly spec: {
    readonly target: { readonly name: string };
    readonly data: readonly { readonly secretKey: string }[];
  };
}

interface PodVolume {
  readonly secret?: { readonly secretName: string; readonly optional?: boolean };
  readonly configMap?: { readonly name: string; readonly optional?: boolean };
  readonly persistentVolumeClaim?: { readonly claimName: string };
  readonly projected?: { readonly sources: readonly Projection[] };
}

interface Projection {
  readonly secret?: {
    readonly name: string;
    readonly items?: readonly { readonly key: string }[];
  };
}

const RELEASE_SECRET = /^sh\.helm\.release\.v1\./;

export async function podsRun(cluster: Cluster): Promise<Asserted> {
  const pods = await cluster.list<Named>("pods");
  return {
    what: "all pods are scheduled and run",
    wrong: pods.length === 0 ? "there is no pod" : await cluster.status(),
    detail: `${pods.length} pods`,
  };
}

/** Runs every CronJob once, now: none would start before the try is over. Its Jobs go with it. */
export async function cronJobsRun(cluster: Cluster): Promise<Asserted> {
  const cronJobs = await cluster.list<Named>("cronjobs");
  const wrong = await Promise.all(cronJobs.map((cronJob) => runOnce(cluster, cronJob)));
  return {
    what: "every CronJob runs to its end",
    wrong: wrong.filter((text) => text !== "").join("\n"),
    detail: `${cronJobs.length} CronJobs`,
  };
}

async function runOnce(cluster: Cluster, { metadata: { name, namespace = "" } }: Named): Promise<string> {
  const job = `try-${name}`;
  await cluster.kubectl(["-n", namespace, "create", "job", job, `--from=cronjob/${name}`]);
  try {
    await cluster.kubectl(["-n", namespace, "wait", `job/${job}`, "--for=condition=complete", "--timeout=120s"]);
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Two pods were counted at once: their controller tries again by itself. */
const TRIED_AGAIN = /the object has been modified/;

/** A pod that admission refuses shows nowhere else: Helm waits for none that is not there. */
export async function noneRefused(cluster: Cluster): Promise<Asserted> {
  const events = await cluster.list<Named & { readonly message: string }>(
    "events",
    "--field-selector=reason=FailedCreate",
  );
  return {
    what: "no pod is refused",
    wrong: events
      .filter(({ message }) => !TRIED_AGAIN.test(message))
      .map(({ metadata, message }) => `${metadata.namespace}/${metadata.name}: ${message}`)
      .join("\n"),
  };
}

export async function nothingChanges(stack: AppliedStack): Promise<Asserted> {
  return { what: `a second plan of ${stack.name} is empty`, wrong: await stack.changes() };
}

/** What the pods of the platform ask of the scheduler, against what `show` says. */
export async function requestsArePredicted(cluster: Cluster, overview: Overview, nodes: number): Promise<Asserted> {
  // What has ended, such as the pod of a Job, asks for nothing any more.
  const pods = await cluster.list<Named & { readonly spec: object }>(
    "pods",
    "--field-selector=status.phase!=Succeeded",
  );
  const asked = requestsOf(
    "all",
    pods.map(({ kind, metadata, spec }) => ({ kind, metadata, spec: { template: { spec } } }) as KubernetesObject),
  ).fixed;
  const predicted = requestsOn(nodes, overview.requests);
  const text = ({ cpu, memory }: { cpu: number; memory: number }) => `${memory} MiB and ${cpu}m CPU`;
  const wrong =
    asked.cpu === predicted.cpu && asked.memory === predicted.memory
      ? ""
      : `predicted ${text(predicted)}, asked ${text(asked)}`;
  return { what: "pods ask for what is predicted", wrong, detail: `${text(asked)} on ${nodes} nodes` };
}

/** Nothing that pretends to run would tell: not the pods, nor the operator that fills Secrets from stores. */
export async function secretsAreThere(cluster: Cluster, { stores }: Overview): Promise<Asserted> {
  const promised = stores.length === 0 ? [] : await cluster.list<ExternalSecret>("externalsecrets.external-secrets.io");
  const secrets = new Map([
    ...(await cluster.list<Secret>("secrets")).map((secret) => keysAt(pathOf(secret), Object.keys(secret.data ?? {}))),
    ...promised.map(({ metadata, spec }) =>
      keysAt(
        `${metadata.namespace}/${spec.target.name}`,
        spec.data.map(({ secretKey }) => secretKey),
      ),
    ),
  ]);
  const pods = await cluster.list<Pod>("pods");
  const wrong = pods.flatMap((pod) => {
    const containers = [...(pod.spec.initContainers ?? []), ...pod.spec.containers];
    const keys = containers.flatMap(({ env }) => (env ?? []).flatMap(({ valueFrom }) => valueFrom?.secretKeyRef ?? []));
    const volumes = (pod.spec.volumes ?? []).flatMap(({ secret }) =>
      secret === undefined || secret.optional ? [] : [secret.secretName],
    );
    const projected = (pod.spec.volumes ?? []).flatMap((volume) => projectedKeys(volume));
    const absentKeys = [...keys, ...projected]
      .filter(({ name, key }) => !secrets.get(`${pod.metadata.namespace}/${name}`)?.includes(key))
      .map(({ name, key }) => `${name}, key ${key}`);
    const absent = volumes.filter((name) => !secrets.has(`${pod.metadata.namespace}/${name}`));
    return [...absentKeys, ...absent].map((what) => `${pathOf(pod)} reads Secret ${what}, which is not there`);
  });
  const detail = promised.length === 0 ? "" : `${promised.length} of them by ExternalSecrets`;
  return { what: "every Secret that a pod reads is there", wrong: wrong.join("\n"), detail };
}

/** Optional ones, too: nothing here is left out on purpose. */
function projectedKeys({ projected }: PodVolume): readonly { readonly name: string; readonly key: string }[] {
  return (projected?.sources ?? []).flatMap(({ secret }) =>
    (secret?.items ?? []).map(({ key }) => ({ name: secret?.name ?? "", key })),
  );
}

/** A pod waits for ever for a ConfigMap or a volume that is not there; one that pretends to run does not. */
export async function mountsAreThere(cluster: Cluster): Promise<Asserted> {
  const there = new Set(
    (await cluster.list<Named>("configmaps,persistentvolumeclaims")).map((one) => `${one.kind} ${pathOf(one)}`),
  );
  const pods = await cluster.list<Pod>("pods");
  const mounted = pods.flatMap((pod) =>
    (pod.spec.volumes ?? []).flatMap(({ configMap, persistentVolumeClaim: claim }) => [
      ...(configMap === undefined || configMap.optional ? [] : [[pod, "ConfigMap", configMap.name] as const]),
      ...(claim === undefined ? [] : [[pod, "PersistentVolumeClaim", claim.claimName] as const]),
    ]),
  );
  const absent = mounted.filter(([{ metadata }, kind, name]) => !there.has(`${kind} ${metadata.namespace}/${name}`));
  return {
    what: "every ConfigMap and volume that a pod mounts is there",
    wrong: absent.map(([pod, kind, name]) => `${pathOf(pod)} mounts ${kind} ${name}, which is not there`).join("\n"),
    detail: `${mounted.length} mounts`,
  };
}

function keysAt(path: string, keys: readonly string[]): readonly [path: string, keys: readonly string[]] {
  return [path, keys];
}

/** Secrets of the environment, by the places where they may not be and the one where they must. */
export async function secretsStaySecret(
  cluster: Cluster,
  markers: Markers,
  variables: readonly string[],
  texts: Readonly<Record<string, string>>,
): Promise<readonly Asserted[]> {
  const secrets = await cluster.list<Secret>("secrets");
  const releases = secrets.filter(({ metadata }) => RELEASE_SECRET.test(metadata.name));
  const others = secrets.filter(({ metadata }) => !RELEASE_SECRET.test(metadata.name));
  const places: Readonly<Record<string, string>> = {
    ...texts,
    "live ConfigMaps": JSON.stringify(await cluster.list("configmaps")),
    "live pods": JSON.stringify(await cluster.list("pods")),
    "Helm's release records": releases.map(releaseText).join("\n"),
  };
  const arrived = markers.in(others.map(plainText).join("\n"));
  const lost = variables.filter((name) => !arrived.includes(name));
  return [
    {
      what: "every secret of the environment arrives in a Secret",
      wrong: lost.join(", "),
      detail: `${variables.length} secrets`,
    },
    ...Object.entries(places).map(([place, text]) => ({
      what: `no secret in ${place}`,
      wrong: text.length === 0 ? "nothing was read" : markers.in(text).join(", "),
    })),
  ];
}

/** What a destroy of the observability stack leaves in its namespaces; volumes of StatefulSets stay, as is documented. */
export async function leftIn(
  cluster: Cluster,
  namespaces: readonly string[],
  brought: readonly Pick<BroughtSecret, "namespace" | "name">[],
): Promise<Asserted> {
  const kinds =
    "pods,deployments,statefulsets,daemonsets,cronjobs,jobs,services,ingresses,configmaps,secrets,serviceaccounts,roles,rolebindings,persistentvolumeclaims";
  // A pod that is ending is as good as gone.
  const objects = (await cluster.list<Named>(kinds)).filter(
    ({ metadata }) => namespaces.includes(metadata.namespace ?? "") && metadata.deletionTimestamp === undefined,
  );
  const own = objects.filter(
    (object) =>
      !isClusterOwn(object) && !brought.some(({ namespace, name }) => pathOf(object) === `${namespace}/${name}`),
  );
  const claims = own.filter(({ kind }) => kind === "PersistentVolumeClaim");
  const wrong = own
    .filter(({ kind }) => kind !== "PersistentVolumeClaim")
    .map((object) => `${object.kind} ${pathOf(object)}`);
  return {
    what: "a destroy leaves no object",
    wrong: wrong.join("\n"),
    detail: claims.length === 0 ? "" : `volumes that stay: ${claims.map((claim) => claim.metadata.name).join(", ")}`,
  };
}

/** What a destroy of all stacks leaves outside of namespaces. Helm never deletes what a chart has in `crds/`. */
export async function leftInCluster(cluster: Cluster, namespaces: readonly string[]): Promise<Asserted> {
  const kinds =
    "clusterroles,clusterrolebindings,ingressclasses,priorityclasses,validatingwebhookconfigurations,mutatingwebhookconfigurations";
  const objects = await cluster.list<Named>(kinds, "--selector=app.kubernetes.io/managed-by=Helm");
  const left = (await cluster.list<Named>("namespaces")).filter(({ metadata }) => namespaces.includes(metadata.name));
  const definitions = await cluster.list<Named>("customresourcedefinitions");
  return {
    what: "a destroy leaves nothing in the cluster",
    wrong: [...objects, ...left].map(({ kind, metadata }) => `${kind} ${metadata.name}`).join("\n"),
    detail: `${definitions.length} resource definitions stay`,
  };
}

/** What Kubernetes itself puts into every namespace. */
function isClusterOwn({ kind, metadata }: Named): boolean {
  return (
    (kind === "ConfigMap" && metadata.name === "kube-root-ca.crt") ||
    (kind === "ServiceAccount" && metadata.name === "default")
  );
}

function pathOf({ metadata }: Named): string {
  return `${metadata.namespace}/${metadata.name}`;
}

function plainText({ data }: Secret): string {
  return Object.values(data ?? {})
    .map((value) => Buffer.from(value, "base64").toString("utf8"))
    .join("\n");
}

/** Helm's record of a release: JSON, packed, in base64, in a Secret. */
function releaseText({ data }: Secret): string {
  const encoded = Buffer.from(data?.release ?? "", "base64").toString("utf8");
  return gunzipSync(Buffer.from(encoded, "base64")).toString("utf8");
}
