import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { lossesOf } from "../../src/upgrade";

type Tree = Readonly<Record<string, unknown>>;

const LOKI = { singleBinary: { replicas: 1, persistence: { enabled: true, size: "10Gi", storageClass: "fast" } } };
const GRAFANA = { persistence: { enabled: true, size: "5Gi" } };

function release(chart: string, values: Tree, change: Tree = {}) {
  return { chart, name: chart, namespace: "observability", version: "1", values: [stringify(values)], ...change };
}

function stack(...releases: readonly Tree[]) {
  return { resource: { helm_release: Object.fromEntries(releases.map((one) => [String(one.chart), one])) } };
}

function said(before: Tree, after: Tree): readonly string[] {
  return lossesOf("acme", before, after).map(({ path, message }) => `${path}: ${message}`);
}

const BUCKET = { name: "acme-logs", region: "lon1", acl: "private" };

function bucket(change: Tree = {}) {
  return { resource: { digitalocean_spaces_bucket: { logs: { ...BUCKET, ...change } } } };
}

describe("lossesOf", () => {
  it("finds none between equal stacks, nor in what is new", () => {
    const both = stack(release("loki", LOKI), release("grafana", GRAFANA));
    expect(said(both, both)).toEqual([]);
    expect(said({}, both)).toEqual([]);
    expect(said(bucket(), bucket({ acl: "public-read" }))).toEqual([]);
  });

  it("finds what holds data and goes, or is made anew", () => {
    expect(said(bucket(), { resource: {} })).toEqual([
      "acme.digitalocean_spaces_bucket.logs: is no longer there, and with it goes a bucket with its objects",
    ]);
    expect(said(bucket(), bucket({ name: "other-logs" }))).toEqual([
      'acme.digitalocean_spaces_bucket.logs.name: got "other-logs" where "acme-logs" is deployed: it would be made anew, and with it goes a bucket with its objects',
    ]);
  });

  it("finds volumes that Kubernetes does not change", () => {
    const grown = {
      singleBinary: { ...LOKI.singleBinary, persistence: { ...LOKI.singleBinary.persistence, size: "20Gi" } },
    };
    expect(said(stack(release("loki", LOKI)), stack(release("loki", grown)))).toEqual([
      expect.stringMatching(
        /persistence\.size: got "20Gi" where "10Gi" is deployed: Kubernetes changes no claim of a StatefulSet\. By hand: .* delete statefulset loki --cascade=orphan/,
      ),
    ]);
    const other = {
      singleBinary: { ...LOKI.singleBinary, persistence: { ...LOKI.singleBinary.persistence, storageClass: "slow" } },
    };
    expect(said(stack(release("loki", LOKI)), stack(release("loki", other)))).toEqual([
      expect.stringContaining('persistence.storageClass: got "slow" where "fast" is deployed'),
    ]);
  });

  it("lets the volume of a Deployment grow, not shrink, and not go", () => {
    const sized = (size: string) => stack(release("grafana", { persistence: { enabled: true, size } }));
    expect(said(sized("5Gi"), sized("10Gi"))).toEqual([]);
    expect(said(sized("10Gi"), sized("5Gi"))).toEqual([expect.stringContaining("a volume never shrinks")]);
    expect(said(sized("5Gi"), stack(release("grafana", { persistence: { enabled: false } })))).toEqual([
      expect.stringContaining("values.persistence: is switched off: grafana would start without its data"),
    ]);
  });

  it("finds releases that go, move or change their names", () => {
    expect(said(stack(release("grafana", GRAFANA)), {})).toEqual([
      "acme.helm_release.grafana: is no longer there, and with it goes the volume of grafana",
    ]);
    expect(lossesOf("acme", stack(release("tempo", GRAFANA)), {})).toEqual([
      expect.objectContaining({ severity: "warning", message: expect.stringContaining("the volume of tempo stays") }),
    ]);
    const moved = stack(release("grafana", GRAFANA, { namespace: "monitoring" }));
    expect(said(stack(release("grafana", GRAFANA)), moved)).toEqual([
      expect.stringMatching(/grafana\.namespace: got "monitoring" where "observability" is deployed/),
    ]);
    const renamed = stack(release("prometheus", { server: { name: "metrics" } }));
    expect(said(stack(release("prometheus", {})), renamed)).toEqual([
      expect.stringMatching(/values\.server\.name: got "metrics" where none is deployed: names and selectors/),
    ]);
  });

  it("says nothing of the pods of a profile that is not used", () => {
    const idle = { write: { replicas: 0, persistence: { size: "10Gi" } } };
    expect(said(stack(release("loki", idle)), stack(release("loki", {})))).toEqual([]);
  });
});
