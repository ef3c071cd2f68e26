import { describe, expect, it } from "vitest";
import { type GrafanaValuesProps, grafanaValues } from "../../../constructs/grafana";

const PROPS: GrafanaValuesProps = {
  host: "grafana.acme.dev",
  ingressClass: "traefik",
  tlsSecret: "acme-tls",
  volume: "5Gi",
  admin: { name: "grafana-admin", key: "admin-password" },
  secretMounts: [{ name: "secret-contact-points", path: "/etc/secrets/contact-points", secret: "contact-points" }],
};

// biome-ignore lint/suspicious/noExplicitAny: values are a tree of another program's making
const values: any = grafanaValues(PROPS);

describe("grafanaValues", () => {
  it("keeps its database, and hands its volume over (defect 35)", () => {
    expect(values.persistence).toEqual({ enabled: true, size: "5Gi" });
    expect(values.deploymentStrategy).toEqual({ type: "Recreate" });
  });

  it("collects files by three sidecars under names that cannot collide (defects 13, 14)", () => {
    expect(values.sidecar.enableUniqueFilenames).toBe(true);
    expect(values.sidecar.dashboards).toEqual({
      enabled: true,
      folderAnnotation: "grafana_folder",
      label: "grafana_dashboard",
      provider: { foldersFromFilesStructure: true },
      searchNamespace: "ALL",
    });
    expect(values.sidecar.alerts).toMatchObject({ enabled: true, label: "grafana_alert" });
  });

  it("loads datasources before it starts, by a sidecar that goes on watching", () => {
    expect(values.sidecar.datasources).toMatchObject({
      initDatasources: true,
      restartPolicy: "Always",
      startupProbe: { httpGet: { port: 8082 } },
    });
  });

  it("leaves the chart's guard against leaked secrets on (defect 10)", () => {
    expect(values).not.toHaveProperty("assertNoLeakedSecrets");
  });

  it("mounts every Secret that a provisioning file reads (defect 9)", () => {
    expect(values.extraSecretMounts).toEqual([
      {
        name: "secret-contact-points",
        mountPath: "/etc/secrets/contact-points",
        secretName: "contact-points",
        defaultMode: 0o440,
        readOnly: true,
      },
    ]);
  });

  it("takes the admin from a Secret", () => {
    expect(values.admin).toEqual({
      existingSecret: "grafana-admin",
      userKey: "admin-user",
      passwordKey: "admin-password",
    });
  });

  it("is served over HTTPS alone, with a certificate that is there (defect 32)", () => {
    expect(values.ingress).toMatchObject({
      annotations: { "traefik.ingress.kubernetes.io/router.entrypoints": "websecure" },
      hosts: ["grafana.acme.dev"],
      ingressClassName: "traefik",
      tls: [{ secretName: "acme-tls", hosts: ["grafana.acme.dev"] }],
    });
    expect(values["grafana.ini"].server).toEqual({ domain: "grafana.acme.dev", root_url: "https://grafana.acme.dev" });
  });

  it("runs nothing as root", () => {
    expect(values.initChownData).toEqual({ enabled: false });
  });
});
