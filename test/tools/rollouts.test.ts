import { basename } from "node:path";
import { expect, it } from "vitest";
import type { ClientConfig } from "../../src/config";
import { capacity } from "../../src/sizing/capacity";
import type { Pod } from "../../src/sizing/packing";
import type { KubernetesObject, UpdateStrategy } from "../../src/verify/objects";
import { requestsOf } from "../../src/verify/pods";
import { usesOf } from "../../src/verify/sizes";
import { demandsOf, overviewOf } from "../../stacks/overview";
import { poolsOf } from "../../stacks/pools";
import { chartClients, EXAMPLE_FILES, everyChart, releasesOf, scratchFolder } from "./examples";
import { chartPackages, rendered, skipsWhatLacks } from "./rendered";
import { installed } from "./requirement";
import { suiteWith } from "./suite";

const scratch = scratchFolder();

suiteWith("rollouts and drains", chartPackages(installed("helm")), async (place) => {
  skipsWhatLacks(place);
  const examples = [
    ...(await chartClients(place)),
    await everyChart(place, {}),
    await everyChart(place, {}, "conservative"),
  ];
  const all = examples.map((example) => ({
    name: basename(example.file),
    config: example.config,
    shipped: EXAMPLE_FILES.includes(example.file),
    releases: releasesOf(example).map((release) => ({
      // What sizes call the one use of a chart that is run in several ways.
      chart: useOf(release, example.config),
      objects: rendered(place, release, scratch).filter(
        ({ metadata }) => metadata.annotations?.["helm.sh/hook"] === undefined,
      ),
    })),
  }));

  it.each(all)("of $name: pods are placed as their charts have them", ({ config, releases }) => {
    const { pods } = demandsOf(config);
    for (const { chart, objects } of releases) {
      const predicted = pods.filter(({ name }) => name.startsWith(`${chart}/`)).map(traits);
      const found = objects.filter(({ kind }) => kind === "Deployment" || kind === "StatefulSet");
      expect(sorted(found.flatMap(podsOf)), chart).toEqual(sorted(predicted));
    }
  });

  it.each(all)("of $name: new pods come first exactly where room is kept for them", ({ config, releases }) => {
    const { passing } = demandsOf(config);
    for (const { chart, objects } of releases) {
      const group = passing.find(([first]) => first?.name.startsWith(`${chart}/`)) ?? [];
      const surging = objects.filter(({ kind, spec }) => kind === "Deployment" && surges(spec?.strategy));
      const asked = surging.map((object) => onePod(object));
      expect(sorted(asked), chart).toEqual(sorted(group.map(({ cpu, memory }) => ({ cpu, memory }))));
    }
  });

  it.each(all.filter(({ shipped }) => shipped))("of $name: every rollout ends on the fewest nodes", ({ config }) => {
    expect(capacity(demandsOf(config), poolsOf(config)).min).toMatchObject({ fits: true, unsure: [] });
  });

  it.each(all)("of $name: no volume is wanted by an old and a new pod at once", ({ releases }) => {
    const wrong = releases
      .flatMap(({ objects }) => objects)
      .filter(({ kind, spec }) => kind === "Deployment" && volumes(spec) > 0 && surges(spec?.strategy));
    expect(wrong.map(({ metadata }) => metadata.name)).toEqual([]);
  });

  it.each(all)("of $name: no disruption budget holds up a drain", ({ releases }) => {
    const budgets = releases.flatMap(({ objects }) => objects).filter(({ kind }) => kind === "PodDisruptionBudget");
    expect(budgets.filter(({ spec }) => !letsGo(spec)).map(({ metadata }) => metadata.name)).toEqual([]);
  });
});

function useOf({ name, chart }: { readonly name: string; readonly chart: string }, config: ClientConfig): string {
  const { requests } = overviewOf(config);
  return usesOf({ name, chart }).find((one) => requests.some((asked) => asked.chart === one)) ?? chart;
}

type Traits = Pick<Pod, "cpu" | "memory" | "volumes" | "apart">;

function traits({ cpu, memory, volumes: attached = 0, apart = false }: Pod): Traits {
  return { cpu, memory, volumes: attached, apart };
}

function podsOf(object: KubernetesObject): Traits[] {
  const apart =
    (object.spec?.template?.spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [])
      .length > 0;
  const pod = { ...onePod(object), volumes: volumes(object.spec), apart };
  return Array.from({ length: object.spec?.replicas ?? 1 }, () => pod);
}

function onePod(object: KubernetesObject) {
  return requestsOf("one", [{ ...object, spec: { ...object.spec, replicas: 1 } }]).fixed;
}

function volumes(spec: KubernetesObject["spec"]): number {
  const claims = (spec?.template?.spec.volumes ?? []).filter((volume) => volume.persistentVolumeClaim !== undefined);
  return claims.length + (spec?.volumeClaimTemplates ?? []).length;
}

/** A Deployment surges by a quarter, at least one pod, where nothing else is said. */
function surges(strategy: UpdateStrategy | undefined): boolean {
  if (strategy?.type === "Recreate") return false;
  return String(strategy?.rollingUpdate?.maxSurge ?? "25%") !== "0";
}

/** A budget without a number, or that wants a pod to stay, lets the only pod of a workload never go. */
function letsGo(spec: KubernetesObject["spec"]): boolean {
  return spec?.maxUnavailable !== undefined && String(spec.maxUnavailable) !== "0";
}

function sorted<T>(all: readonly T[]): readonly T[] {
  return [...all].sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
}
