import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { type ChartName, chartNames, chartPin } from "../../src/charts";
import type { ExampleRelease } from "./examples";
import type { Requirement } from "./requirement";

interface SecurityContext {
  readonly seccompProfile?: { readonly type: string };
}

export interface Container {
  readonly name: string;
  readonly image?: string;
  readonly args?: readonly string[];
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
  /** `Always` makes an init container a sidecar. */
  readonly restartPolicy?: string;
  readonly securityContext?: SecurityContext;
  readonly resources?: { readonly requests?: Record<string, string>; readonly limits?: Record<string, string> };
}

/** The parts of a rendered object that tests look at. */
export interface KubernetesObject {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: {
    readonly replicas?: number;
    readonly ports?: readonly { readonly name?: string; readonly port: number }[];
    readonly template?: { readonly spec: PodSpec };
    /** Of a Deployment. */
    readonly strategy?: UpdateStrategy;
    /** Of a StatefulSet. */
    readonly volumeClaimTemplates?: readonly object[];
    /** Of a PodDisruptionBudget. */
    readonly minAvailable?: number | string;
    readonly maxUnavailable?: number | string;
  };
  /** Of a ServiceAccount. */
  readonly automountServiceAccountToken?: boolean;
  /** Of a ServiceAccount. */
  readonly imagePullSecrets?: readonly { readonly name: string }[];
}

export interface UpdateStrategy {
  readonly type?: string;
  readonly rollingUpdate?: { readonly maxSurge?: number | string; readonly maxUnavailable?: number | string } | null;
}

export interface PodSpec {
  readonly securityContext?: SecurityContext;
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly imagePullSecrets?: readonly { readonly name: string }[];
  readonly serviceAccountName?: string;
  readonly automountServiceAccountToken?: boolean;
  readonly affinity?: {
    readonly podAntiAffinity?: { readonly requiredDuringSchedulingIgnoredDuringExecution?: readonly object[] };
  };
  readonly volumes?: readonly {
    readonly persistentVolumeClaim?: { readonly claimName: string };
    readonly projected?: { readonly sources?: readonly { readonly serviceAccountToken?: object }[] };
  }[];
}

const CACHE = join(__dirname, "..", "..", ".tools", "charts");

const HOW = "name a folder with their packages (.tgz) in BELVEDERE_CHARTS, or give this machine a network";

/** Folder with the package of every locked chart: the one that is named, or one that was filled from the repositories. */
export function chartPackages(helm: Requirement<string>): Requirement<{ helm: string; folder: string }> {
  if ("missing" in helm) return helm;
  const named = process.env.BELVEDERE_CHARTS;
  const folder = named ?? CACHE;
  for (const chart of chartNames()) {
    const reason = existsSync(packageIn(folder, chart))
      ? undefined
      : named === undefined
        ? pull(helm.value, chart)
        : "not there";
    if (reason !== undefined) return { missing: `chart ${chart} ${chartPin(chart).version}: ${reason}; ${HOW}` };
  }
  return { value: { helm: helm.value, folder } };
}

function packageIn(folder: string, chart: ChartName): string {
  const { package: name, version } = chartPin(chart);
  return join(folder, `${name}-${version}.tgz`);
}

function pull(helm: string, chart: ChartName): string | undefined {
  const { package: name, repository, version } = chartPin(chart);
  mkdirSync(CACHE, { recursive: true });
  try {
    const source = repository.startsWith("oci://") ? [`${repository}/${name}`] : [name, "--repo", repository];
    execFileSync(helm, ["pull", ...source, "--version", version, "--destination", CACHE], {
      stdio: "pipe",
      timeout: 60_000,
    });
    return undefined;
  } catch (error) {
    return `helm pull failed (${String((error as { stderr?: Buffer }).stderr ?? error)
      .trim()
      .split("\n")
      .at(-1)})`;
  }
}

/** What helm makes of a release, its values as the stack has them. */
export function rendered(
  place: { helm: string; folder: string },
  release: ExampleRelease,
  scratch: string,
): readonly KubernetesObject[] {
  const values = join(scratch, `${release.name}.yaml`);
  writeFileSync(values, release.valuesText);
  const args = ["template", release.name, packageIn(place.folder, release.pin), "--values", values];
  const output = execFileSync(place.helm, [...args, "--namespace", release.namespace, "--kube-version", "1.34.0"], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return parseAllDocuments(output, { logLevel: "error" })
    .map((document) => document.toJS() as KubernetesObject | null)
    .filter((object) => object !== null);
}
