import { describe, expect, it } from "vitest";
import { jobManifest } from "../../src/terraform/manifest";

describe("a Job by hand", () => {
  it("is written as Kubernetes takes it", () => {
    const manifest = jobManifest({
      namespace: "managed-tokens",
      name: "onboard",
      deadlineSeconds: 60,
      pod: {
        name: "x",
        steps: [
          {
            name: "a",
            image: "i",
            command: ["a"],
            environment: {},
            resources: { cpu: "1m", memory: "1Mi", memoryLimit: "2Mi" },
          },
        ],
        sysctls: { "net.ipv4.ping_group_range": "1 1" },
        volumes: [{ name: "k", source: { secrets: { f: { name: "s", key: "k" } } }, at: [{ path: "/k" }] }],
      },
    });
    expect(manifest).toMatchObject({
      apiVersion: "batch/v1",
      kind: "Job",
      spec: {
        backoffLimit: 0,
        activeDeadlineSeconds: 60,
        template: {
          spec: {
            securityContext: { runAsUser: 1000, fsGroup: 1000, sysctls: [{ name: "net.ipv4.ping_group_range" }] },
            containers: [{ name: "a", volumeMounts: [{ mountPath: "/tmp" }, { mountPath: "/k", readOnly: true }] }],
            volumes: [{ name: "tmp" }, { name: "k", projected: { defaultMode: 0o400 } }],
          },
        },
      },
    });
  });
});
