import { describe, expect, it } from "vitest";
import { type ChartName, chartNames, imagesOf, mirrored } from "../../src/charts";
import type { KubernetesObject, PodSpec } from "../../src/verify/objects";
import { containersOf } from "../../src/verify/pods";
import { overviewOf } from "../../stacks/overview";
import { resourcesOf } from "../synth";
import { type Example, everyChart, releasesOf, scratchFolder } from "./examples";
import { chartPackages, rendered, skipsWhatLacks } from "./rendered";
import { installed } from "./requirement";
import { suiteWith } from "./suite";

const REGISTRY = "registry.guild.dev:5000/mirror";
const LOGIN = "registry-login";
const SOLVER = /^--acme-http01-solver-image=(.*)$/;

suiteWith("images", chartPackages(installed("helm")), async (place) => {
  skipsWhatLacks(place);
  const scratch = scratchFolder();
  const plain = await everyChart(place, {});
  const mirror = await everyChart(place, { registry: REGISTRY, pullSecret: LOGIN });
  const older = await everyChart(place, {}, "conservative");
  const olderMirror = await everyChart(place, { registry: REGISTRY, pullSecret: LOGIN }, "conservative");
  const renderedOf = (example: Example, chart?: ChartName) =>
    releasesOf(example)
      .filter(({ pin }) => chart === undefined || pin === chart)
      .map((release) => ({ ...release, objects: rendered(place, release, scratch) }));
  const all = [...renderedOf(plain), ...renderedOf(older, "loki-conservative")];
  const copies = [...renderedOf(mirror), ...renderedOf(olderMirror, "loki-conservative")];

  it("are looked at in a client that has every chart of the lock", () => {
    expect(all.map(({ pin }) => pin).sort()).toEqual(chartNames().filter((chart) => !place.lacks.has(chart)));
  });

  it.each(all)("of $pin are those that are known without rendering it", ({ pin, objects }) => {
    const withoutDigests = imagesIn(objects).map((image) => image.replace(/@sha256:[0-9a-f]{64}$/, ""));
    expect([...new Set(withoutDigests)].sort()).toEqual([...imagesOf(pin, {})].sort());
  });

  describe.each(copies)("of $pin in another registry", ({ pin, objects }) => {
    it("are all of them its copies, by tag", () => {
      const expected = imagesOf(pin, {}).map((image) => mirrored(image, REGISTRY));
      expect([...new Set(imagesIn(objects))].sort()).toEqual([...expected].sort());
    });

    it("are pulled with the Secret by every pod", () => {
      const pods = objects.flatMap(({ kind, metadata, spec }) =>
        spec?.template === undefined ? [] : [{ pod: `${kind} ${metadata.name}`, spec: spec.template.spec }],
      );
      expect(pods.length).toBeGreaterThan(0);
      for (const { pod, spec } of pods)
        expect({ pod, by: pullSecretsOf(spec, objects) }).toEqual({ pod, by: [{ name: LOGIN }] });
    });
  });

  it("of our own Jobs, and of the pods that cert-manager makes, come from there too", () => {
    const resources = mirror.stacks.map(({ json }) => json.resource);
    const jobs = resources.flatMap((resource) => Object.values(resource.kubernetes_job_v1 ?? {}));
    expect(jobs.length).toBeGreaterThan(0);
    for (const { spec } of jobs)
      expect(spec).toMatchObject({
        template: {
          spec: {
            image_pull_secrets: [{ name: LOGIN }],
            container: [{ image: expect.stringMatching(new RegExp(`^${REGISTRY}/`)) }],
          },
        },
      });
    const platform = resources.find((resource) => "kubernetes_namespace_v1" in resource);
    const [issuer] = resourcesOf(platform ?? {}, "issuers");
    expect(JSON.stringify(issuer?.spec)).toContain(`"imagePullSecrets":[{"name":"${LOGIN}"}]`);
  });

  it("are what `charts images` lists, and no other", () => {
    const { images } = overviewOf(mirror.config);
    const charts = renderedOf(mirror).flatMap(({ objects }) => imagesIn(objects));
    const found = new Set([...charts, ...ownImages(mirror)]);
    expect(images.map(({ target }) => target).sort()).toEqual([...found].sort());
  });
});

/** Images of our own Jobs. */
function ownImages({ stacks }: Example): readonly string[] {
  const jobs = stacks.flatMap(({ json }) => [
    ...Object.values(json.resource.kubernetes_job_v1 ?? {}),
    ...Object.values(json.resource.kubernetes_cron_job_v1 ?? {}),
  ]);
  return [...JSON.stringify(jobs).matchAll(/"image":"([^"]+)"/g)].map(([, image = ""]) => image);
}

/** Images of all containers, and of the pods that cert-manager makes by itself. */
function imagesIn(objects: readonly KubernetesObject[]): readonly string[] {
  return containersOf(objects).flatMap(({ image = "", args = [] }) => [
    image,
    ...args.flatMap((argument) => SOLVER.exec(argument)?.[1] ?? []),
  ]);
}

/** A pod that names none has those of its account. */
function pullSecretsOf({ imagePullSecrets, serviceAccountName }: PodSpec, objects: readonly KubernetesObject[]) {
  const account = objects.find(
    ({ kind, metadata }) => kind === "ServiceAccount" && metadata.name === serviceAccountName,
  );
  return imagePullSecrets ?? account?.imagePullSecrets;
}
