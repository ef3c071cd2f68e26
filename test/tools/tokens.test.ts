import { expect, it } from "vitest";
import type { KubernetesObject } from "../../src/verify/objects";
import { accountsOf, everyChart, releasesOf, scratchFolder } from "./examples";
import { chartPackages, rendered, skipsWhatLacks } from "./rendered";
import { installed } from "./requirement";
import { suiteWith } from "./suite";

/** Pods that may speak with the Kubernetes API, and what for. No other pod has a token. */
const SPEAKERS: Readonly<Record<string, string>> = {
  "DaemonSet alloy": "finds pods, and reads their logs",
  "Deployment cert-manager": "keeps certificates",
  "Deployment cert-manager-cainjector": "puts authorities into webhooks",
  "Deployment cert-manager-webhook": "keeps its own certificate in a Secret",
  "Deployment external-dns": "reads Ingresses",
  "Deployment external-secrets": "copies secrets of stores",
  "Deployment external-secrets-cert-controller": "keeps the webhook's certificate",
  "Deployment external-secrets-webhook": "checks what is of the operator's kinds",
  "Deployment grafana": "its sidecars collect ConfigMaps",
  "Deployment prometheus-kube-state-metrics": "counts the objects of the cluster",
  "Deployment prometheus-server": "finds what to scrape",
  "Deployment traefik": "reads Ingresses and their Secrets",
  "Job cert-manager-startupapicheck": "asks whether the API takes certificates",
};

suiteWith("service account tokens", chartPackages(installed("helm")), async (place) => {
  skipsWhatLacks(place);
  const scratch = scratchFolder();
  const example = await everyChart(place, {});
  const objects = [
    ...releasesOf(example).flatMap((release) => rendered(place, release, scratch)),
    ...accountsOf(example),
  ];

  it("are given to the pods that need one, and to no other", () => {
    const pods = objects.filter(({ spec }) => spec?.template !== undefined);
    expect(pods.length).toBeGreaterThan(Object.keys(SPEAKERS).length);
    expect(
      pods
        .filter((pod) => hasToken(pod, objects))
        .map(nameOf)
        .sort(),
    ).toEqual(Object.keys(SPEAKERS));
  });

  it("are not given to our own Jobs", () => {
    const jobs = example.stacks.flatMap(({ json }) => Object.values(json.resource.kubernetes_job_v1 ?? {}));
    expect(jobs.length).toBeGreaterThan(0);
    for (const { spec } of jobs)
      expect(spec).toMatchObject({ template: { spec: { automount_service_account_token: false } } });
  });
});

/** As Kubernetes decides: the pod's word, then its account's, then yes; or a volume that asks for one. */
function hasToken({ spec }: KubernetesObject, objects: readonly KubernetesObject[]): boolean {
  const pod = spec?.template?.spec;
  const account = objects.find(
    ({ kind, metadata }) => kind === "ServiceAccount" && metadata.name === pod?.serviceAccountName,
  );
  const projected = (pod?.volumes ?? []).flatMap((volume) => volume.projected?.sources ?? []);
  const asked = projected.some(({ serviceAccountToken }) => serviceAccountToken !== undefined);
  return asked || (pod?.automountServiceAccountToken ?? account?.automountServiceAccountToken ?? true);
}

function nameOf({ kind, metadata }: KubernetesObject): string {
  return `${kind} ${metadata.name}`;
}
