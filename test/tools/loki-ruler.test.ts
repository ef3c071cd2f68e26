import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { LOKI_CHARTS, type LokiChart, type LokiValuesProps, lokiValues } from "../../constructs/loki";
import { chartPin } from "../../src/charts";
import { ServiceEndpoint } from "../../src/terraform";
import { valuesText } from "../../src/terraform/release";
import type { KubernetesObject } from "../../src/verify/objects";
import { scratchFolder } from "./examples";
import { chartPackages, rendered } from "./rendered";
import { installed, onPath } from "./requirement";
import { suiteWith } from "./suite";

const LOKI = onPath("loki", ["-version"], "build github.com/grafana/loki/v3/cmd/loki, or take its release");

const alertmanager = new ServiceEndpoint("prometheus-alertmanager.observability.svc", 9093, {
  pods: { name: "alertmanager", namespace: "observability", labels: {} },
  port: 9093,
});

const PROPS: LokiValuesProps = {
  tenant: "acme",
  retention: "31d",
  volume: "10Gi",
  schemaFrom: "2024-04-01",
  bucket: {
    name: "acme-logs",
    region: "lon1",
    endpoint: "https://lon1.digitaloceanspaces.com",
    accessKeyId: { name: "loki-bucket", key: "id" },
    secretAccessKey: { name: "loki-bucket", key: "secret" },
  },
  ruler: { rules: { "orders.yaml": "groups: []" }, alertmanager, externalLabels: { client: "acme" } },
};

const MANY = { write: 3, read: 3, backend: 3 };

const CASES = (["current", "conservative"] as const).flatMap((chart) => [
  { chart, evaluates: "loki", replicas: undefined },
  { chart, evaluates: "loki-backend", replicas: MANY },
]);

suiteWith("Loki's ruler by the real charts", chartPackages(installed("helm")), (place) => {
  const scratch = scratchFolder();

  const objectsOf = (chart: LokiChart, props: Partial<LokiValuesProps>) => {
    const text = valuesText(lokiValues({ ...PROPS, chart, ...props }) as Parameters<typeof valuesText>[0]);
    const { package: name, version } = chartPin(LOKI_CHARTS[chart]);
    const values = {};
    const release = { chart: name, pin: LOKI_CHARTS[chart], version, name, namespace: "observability" };
    return rendered(place, { ...release, valuesText: text, values }, scratch);
  };

  describe.each(CASES)("chart $chart, evaluated by $evaluates", ({ chart, evaluates, replicas }) => {
    it("has the rules in the tenant's folder of the pods that evaluate them, and of no others", () => {
      const mounts = mountsOf(objectsOf(chart, { replicas }));
      expect(mounts.filter(({ path }) => path.startsWith("/rules"))).toEqual([
        { workload: evaluates, path: "/rules/acme" },
      ]);
    });

    it("is configured as Loki itself wants it, with rules and without", (context) => {
      if ("missing" in LOKI) return context.skip(LOKI.missing);
      for (const ruler of [PROPS.ruler, undefined]) {
        const file = join(scratch, "loki-ruled.yaml");
        writeFileSync(file, configOf(objectsOf(chart, { replicas, ruler })));
        const env = { ...process.env, AWS_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: "key" };
        execFileSync(LOKI.value, ["-verify-config", "-config.expand-env=true", `-config.file=${file}`], { env });
      }
    });

    it("looks for rules nowhere but on a volume, where there are none", () => {
      const objects = objectsOf(chart, { replicas, ruler: undefined });
      expect(configOf(objects)).toMatch(/directory: "?\/var\/loki\/rules"?\n/);
      expect(mountsOf(objects)).toContainEqual({ workload: evaluates, path: "/var/loki" });
    });
  });
});

function configOf(objects: readonly KubernetesObject[]): string {
  const config = objects.find(({ kind, metadata }) => kind === "ConfigMap" && metadata.name === "loki");
  return config?.data?.["config.yaml"] ?? "";
}

function mountsOf(objects: readonly KubernetesObject[]): { workload: string; path: string }[] {
  return objects.flatMap(({ metadata, spec }) =>
    (spec?.template?.spec.containers ?? []).flatMap(({ volumeMounts = [] }) =>
      volumeMounts.map(({ mountPath }) => ({ workload: metadata.name, path: mountPath })),
    ),
  );
}
