import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alloyValues, eventCollectorValues, journalReaderValues, type PodLogs } from "../../../constructs/alloy";
import { ServiceEndpoint } from "../../../src/terraform";

const LOKI = { pods: { name: "loki-gateway", namespace: "observability", labels: { app: "loki" } }, port: 8080 };
const LOGS = {
  push: new ServiceEndpoint("loki-gateway.observability.svc", 80, LOKI, "/loki/api/v1/push"),
  tenant: "acme",
};
const READ = ["get", "list", "watch"];

// biome-ignore lint/suspicious/noExplicitAny: values are a tree of another program's making
const agent = (pods: PodLogs = {}): any => alloyValues({ logs: LOGS, pods });

function configOf(pods: PodLogs): string {
  return agent(pods).alloy.configMap.content;
}

describe("alloyValues", () => {
  it("writes to Loki's gateway with the tenant that it was given (defects 18, 19)", () => {
    expect(configOf({})).toMatch(/url +=\s"http:\/\/loki-gateway\.observability\.svc:80\/loki\/api\/v1\/push"/);
    expect(configOf({})).toMatch(/tenant_id +=\s"acme"/);
  });

  it("may read pods, their logs and namespaces, and no Secret", () => {
    expect(agent().rbac).toEqual({
      rules: [{ apiGroups: [""], resources: ["pods", "pods/log"], verbs: READ }],
      clusterRules: [{ apiGroups: [""], resources: ["namespaces"], verbs: READ }],
    });
  });

  it("runs on tainted nodes, too", () => {
    expect(agent().controller).toMatchObject({ type: "daemonset", tolerations: [{ operator: "Exists" }] });
  });

  it("gives streams few labels, and the node only where that is asked for", () => {
    const labels = (pods: PodLogs) => [...configOf(pods).matchAll(/target_label += "(\w+)"/g)].map(([, name]) => name);
    expect(labels({})).toEqual(["namespace", "pod", "container", "app"]);
    expect(labels({ nodeLabel: true })).toContain("node");
    expect(configOf({})).toContain('values = ["instance", "job"]');
  });

  it("leaves out who opted out: a namespace, and a pod before it", () => {
    expect(configOf({})).toMatch(
      /source_labels = \["__meta_kubernetes_pod_annotation_belvedere_dev_logs", "__meta_kubernetes_namespace_annotation_belvedere_dev_logs"\]\n\t\tregex +=\s"false;\.\*\|;false"\n\t\taction +=\s"drop"/,
    );
  });

  it("joins lines first, redacts before anything is taken out of a line, and cuts last", () => {
    const config = configOf({
      parse: [
        {
          match: { namespace: "orders" },
          format: "json",
          fields: { level: "level" },
          multiline: { firstLine: "^\\S", maxLines: 10, maxWait: "1m" },
        },
      ],
      drop: [{ line: "healthz" }],
      redact: [{ pattern: "secret", replacement: "x" }],
      rateLimit: { linesPerSecond: 10, burst: 20, excess: "hold" },
    });
    const stages = [...config.matchAll(/stage\.(\w+) \{/g)].map(([, name]) => name);
    expect(stages).toEqual([
      "label_drop",
      "match",
      "multiline",
      "drop",
      "replace",
      "match",
      "json",
      "structured_metadata",
      "truncate",
      "limit",
    ]);
    expect(config).toContain('selector = "{namespace=\\"orders\\"}"');
    expect(config).toContain('max_wait_time = "60s"');
  });

  it("replaces all of a match that has no group, which Alloy would leave as it is", () => {
    const redact = (pattern: string) => configOf({ redact: [{ pattern, replacement: "" }] });
    expect(redact("\\d{16}")).toContain('expression = "(\\\\d{16})"');
    expect(redact("key=(\\S+)")).toContain('expression = "key=(\\\\S+)"');
  });

  it("takes fields by their names, dots as steps", () => {
    const parse = [{ match: { app: "api" }, format: "json" as const, fields: { id: "request.@id" } }];
    expect(configOf({ parse })).toContain('expressions = {"id" = "\\"request\\".\\"@id\\""}');
  });

  it("drops what is too much by namespace, or holds it for all", () => {
    const limited = (excess: "hold" | "drop") =>
      configOf({ rateLimit: { linesPerSecond: 10, burst: 20, excess } }).includes('by_label_name = "namespace"');
    expect([limited("drop"), limited("hold")]).toEqual([true, false]);
  });

  it("keeps any replacement plain text: for River, for Alloy's template and for Helm's", () => {
    const text = fc.string({ unit: fc.constantFrom("{{", "}}", "{", "}", '"', "\\", "$", "%", "`", "\n", "a", ".") });
    fc.assert(
      fc.property(text, (replacement) => {
        const config = readByTemplate(configOf({ redact: [{ pattern: "x", replacement }] }));
        const [, quoted = '""'] = /\n\t\treplace +=\s(".*")\n/.exec(config) ?? [];
        return readByTemplate(JSON.parse(quoted) as string) === replacement;
      }),
      { seed: 3, numRuns: 500 },
    );
  });
});

/** What Go's templates make of a text in which only `{{ "{{" }}` is code. */
function readByTemplate(text: string): string {
  const parts = text.split('{{ "{{" }}');
  for (const part of parts) if (part.includes("{{")) throw new Error(`${part} is code`);
  return parts.join("{{");
}

describe("eventCollectorValues", () => {
  // biome-ignore lint/suspicious/noExplicitAny: values are a tree of another program's making
  const values: any = eventCollectorValues({ logs: LOGS });

  it("runs once, and never twice at a time", () => {
    expect(values.controller).toMatchObject({ type: "deployment", replicas: 1, updateStrategy: { type: "Recreate" } });
  });

  it("may read events, and no logs", () => {
    expect(values.rbac.rules).toEqual([{ apiGroups: [""], resources: ["events"], verbs: READ }]);
    expect(values.alloy.configMap.content).toContain('loki.source.kubernetes_events "cluster"');
  });
});

describe("journalReaderValues", () => {
  // biome-ignore lint/suspicious/noExplicitAny: values are a tree of another program's making
  const values: any = journalReaderValues({ logs: LOGS, path: "/run/log/journal" });

  it("mounts one folder of the node, to be read only", () => {
    const folder = "/run/log/journal";
    expect(values.controller.volumes.extra).toEqual([
      { name: "journal", hostPath: { path: folder, type: "Directory" } },
    ]);
    expect(values.alloy.mounts.extra).toEqual([{ name: "journal", mountPath: folder, readOnly: true }]);
    expect(values.alloy.configMap.content).toContain(`path          = "${folder}"`);
  });

  it("asks the Kubernetes API nothing, and has no capability", () => {
    expect(values).toMatchObject({ rbac: { create: false }, serviceAccount: { automountServiceAccountToken: false } });
    expect(values.alloy.securityContext.capabilities).toEqual({ drop: ["ALL"] });
  });

  it("keeps units, which come and go, out of the labels", () => {
    expect(values.alloy.configMap.content).toContain('values = ["unit", "level", "program"]');
  });
});
