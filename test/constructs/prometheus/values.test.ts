import { describe, expect, it } from "vitest";
import { type PrometheusValuesProps, prometheusValues } from "../../../constructs/prometheus";

const PROPS: PrometheusValuesProps = {
  retention: "15d",
  volume: "8Gi",
  scrapeInterval: "30s",
  externalLabels: { client: "acme" },
  alertmanager: {
    volume: "1Gi",
    config: { route: { receiver: "team" }, receivers: [{ name: "team" }] },
    secretMounts: [],
  },
  pushgateway: { volume: "2Gi" },
  nodeAgentsNamespace: "node-agents",
};

// biome-ignore lint/suspicious/noExplicitAny: values are a tree of another program's making
const values = (props: Partial<PrometheusValuesProps> = {}): any => prometheusValues({ ...PROPS, ...props });

describe("prometheusValues", () => {
  it("keeps what fills the volume to four fifths at most", () => {
    expect(values().server).toMatchObject({
      retention: "15d",
      retentionSize: "6553MB",
      persistentVolume: { size: "8Gi" },
    });
  });

  it("takes what others write where it is asked to, and keeps the reloader's flag", () => {
    expect(values().server).not.toHaveProperty("extraFlags");
    expect(values({ writable: true }).server).toMatchObject({
      extraFlags: ["web.enable-lifecycle", "web.enable-remote-write-receiver", "web.enable-otlp-receiver"],
      extraArgs: { "enable-feature": "exemplar-storage" },
      exemplars: { max_exemplars: 100_000 },
    });
  });

  it("scrapes and evaluates at one interval, and labels what leaves it", () => {
    expect(values().server.global).toEqual({
      scrape_interval: "30s",
      evaluation_interval: "30s",
      external_labels: { client: "acme" },
    });
  });

  it("keeps pushed metrics over a restart, and sends alerts to a receiver (defect 34)", () => {
    expect(values()["prometheus-pushgateway"]).toMatchObject({
      extraArgs: ["--persistence.file=/data/pushed"],
      persistentVolume: { enabled: true, mountPath: "/data", size: "2Gi" },
    });
    expect(values().alertmanager.config).toEqual(PROPS.alertmanager.config);
  });

  it("runs without a pushgateway by the key that the chart reads", () => {
    expect(values({ pushgateway: undefined })["prometheus-pushgateway"]).toMatchObject({ enabled: false });
  });

  it("mounts the Secrets that Alertmanager's configuration reads", () => {
    const mount = { name: "secret-contact-points", path: "/etc/secrets/contact-points", secret: "contact-points" };
    const { extraSecretMounts } = values({
      alertmanager: { ...PROPS.alertmanager, secretMounts: [mount] },
    }).alertmanager;
    expect(extraSecretMounts).toEqual([
      { name: mount.name, mountPath: mount.path, secretName: mount.secret, subPath: "", readOnly: true },
    ]);
  });

  it("puts the node exporter where it may read its node", () => {
    expect(values()["prometheus-node-exporter"]).toMatchObject({ namespaceOverride: "node-agents" });
    expect(values({ nodeAgentsPriorityClass: "zai-node-agents" })["prometheus-node-exporter"]).toMatchObject({
      priorityClassName: "zai-node-agents",
    });
  });

  it("names the storage class of every volume where there is one", () => {
    const classed = values({ storageClass: "do-block-storage" });
    expect(classed.server.persistentVolume.storageClass).toBe("do-block-storage");
    expect(classed.alertmanager.persistence.storageClass).toBe("do-block-storage");
    expect(classed["prometheus-pushgateway"].persistentVolume.storageClass).toBe("do-block-storage");
    expect(values().server.persistentVolume).not.toHaveProperty("storageClass");
  });
});
