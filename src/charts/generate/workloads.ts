import type { ContractContainer, ContractVolume, ContractWorkload } from "../contract";
import { type ContainerSpec, isWorkload, type Manifest } from "./manifests";
import { NO_WORD, templateOf } from "./names";
import { keyed, keyIn, type Renderings } from "./renderings";

/** The workloads of a chart: those we run, then those that one more switch adds. */
export function contractWorkloads(renderings: Renderings): ContractWorkload[] {
  const ours = keyed(renderings, isWorkload).map(({ key, rule, manifest }) => ({
    key,
    ...rule,
    ...factsOf(manifest, renderings.base),
  }));
  const withContainers = ours.map((workload) => withSwitchedContainers(workload, renderings));
  return [...withContainers, ...switchedWorkloads(ours, renderings)];
}

type WorkloadFacts = Omit<ContractWorkload, "key" | "name" | "whenReleaseContains" | "onlyWith">;

function factsOf(workload: Manifest, all: readonly Manifest[]): WorkloadFacts {
  const { spec, kind } = workload;
  const count = kind === "DaemonSet" ? { perNode: true as const } : { replicas: spec?.replicas ?? 1 };
  const ports = portsOf(workload);
  return { kind, ...count, ports, containers: containersOf(workload), volumes: volumesOf(workload, all) };
}

function portsOf({ spec }: Manifest): Record<string, number> {
  const pod = spec?.template?.spec;
  const containers = [...(pod?.containers ?? []), ...(pod?.initContainers ?? [])];
  const ports = containers.flatMap((container) => container.ports ?? []);
  return Object.fromEntries(ports.map(({ name, containerPort }) => [name ?? String(containerPort), containerPort]));
}

function containersOf(workload: Manifest): ContractContainer[] {
  const pod = workload.spec?.template?.spec;
  const init = (pod?.initContainers ?? []).map((container) => ({
    ...contractContainer(container),
    init: container.restartPolicy === "Always" ? ("sidecar" as const) : ("once" as const),
  }));
  return [...(pod?.containers ?? []).map(contractContainer), ...init];
}

function contractContainer({ name, resources }: ContainerSpec): ContractContainer {
  const { requests, limits } = resources ?? {};
  return { name: templateOf(name, NO_WORD), requests: sortedOrNull(requests), limits: sortedOrNull(limits) };
}

function sortedOrNull(amounts: Readonly<Record<string, string | number>> | undefined): Record<string, string> | null {
  const entries = Object.entries(amounts ?? {}).map(([name, amount]): [string, string] => [name, String(amount)]);
  return entries.length === 0 ? null : Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function volumesOf({ spec }: Manifest, all: readonly Manifest[]): ContractVolume[] {
  const templates = spec?.volumeClaimTemplates ?? [];
  const mounted = (spec?.template?.spec.volumes ?? []).flatMap(({ name, persistentVolumeClaim }) => {
    const claim = all.find(
      (one) => one.kind === "PersistentVolumeClaim" && one.metadata.name === persistentVolumeClaim?.claimName,
    );
    return claim === undefined ? [] : [volume(name, claim)];
  });
  return [...templates.map((claim) => volume(claim.metadata.name, claim)), ...mounted];
}

function volume(name: string, claim: Manifest): ContractVolume {
  return { name, size: claim.spec?.resources?.requests?.storage ?? "" };
}

function withSwitchedContainers(workload: ContractWorkload, { bySwitch, chart }: Renderings): ContractWorkload {
  const added = [...bySwitch].flatMap(([path, manifests]) => {
    const same = manifests.find((one) => one.kind === workload.kind && keyOfManifest(one, chart) === workload.key);
    const more = (same === undefined ? [] : containersOf(same)).filter(
      ({ name }) => !workload.containers.some((container) => container.name === name),
    );
    return more.map((container) => ({ ...container, onlyWith: path }));
  });
  return added.length === 0 ? workload : { ...workload, containers: [...workload.containers, ...added] };
}

/** Names of these are as for a release that has no chart's name in it, and so only right for sums. */
function switchedWorkloads(ours: readonly ContractWorkload[], { bySwitch, chart }: Renderings): ContractWorkload[] {
  return [...bySwitch].flatMap(([path, manifests]) =>
    manifests
      .filter(
        (one) =>
          isWorkload(one) && !ours.some(({ key, kind }) => kind === one.kind && key === keyOfManifest(one, chart)),
      )
      .map((one) => ({
        key: keyOfManifest(one, chart),
        name: templateOf(one.metadata.name, NO_WORD),
        onlyWith: path,
        ...factsOf(one, manifests),
      })),
  );
}

function keyOfManifest({ metadata }: Manifest, chart: Renderings["chart"]): string {
  return keyIn(chart, templateOf(metadata.name, NO_WORD));
}
