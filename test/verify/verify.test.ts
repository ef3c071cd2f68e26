import { describe, expect, it } from "vitest";
import { addressProblems } from "../../src/verify/addresses";
import { secretProblems } from "../../src/verify/config-secrets";
import { HARDENING_EXCEPTIONS, hardeningProblems } from "../../src/verify/hardening";
import { imageProblems } from "../../src/verify/images";
import { ownObjects } from "../../src/verify/own-objects";
import { policyProblems } from "../../src/verify/policies";
import { removedApiProblems } from "../../src/verify/removed-apis";
import { sizeProblems } from "../../src/verify/sizes";
import { POLICIES, release } from "../faults/charts";

describe("a release that is what we take it for", () => {
  const good = [release()];

  it("has no problem", () => {
    const listed = [{ source: "acme/web:1.2.3", target: "acme/web:1.2.3" }];
    const size = [{ chart: "web", fixed: { cpu: 10, memory: 32 }, perNode: { cpu: 0, memory: 0 } }];
    const found = [
      ...hardeningProblems(good, []),
      ...addressProblems(good, [{ url: "http://web.shop.svc:80/x", other: "http://db.elsewhere.svc:5432" }]),
      ...imageProblems(good, listed),
      ...sizeProblems(good, size),
      ...policyProblems(good, POLICIES),
      ...removedApiProblems(good, "1.34"),
      ...secretProblems(good),
    ];
    expect(found).toEqual([]);
  });

  it("may fail a control for a reason, and there alone", () => {
    const exception = { controls: ["C-0041"], where: /^web\./, reason: "it looks at the network" };
    const open = [release({}, { hostNetwork: true, hostPID: true })];
    expect(hardeningProblems(open, [exception]).map(({ message }) => message)).toEqual([
      expect.stringContaining("C-0038"),
    ]);
    for (const { reason } of HARDENING_EXCEPTIONS) expect(reason.length).toBeGreaterThan(20);
  });

  it("needs no policy where the network is left open", () => {
    expect(policyProblems(good, [])).toEqual([]);
  });

  it("may use an API until it is dropped", () => {
    const old = { apiVersion: "batch/v1beta1", kind: "CronJob", metadata: { name: "web" } };
    expect(removedApiProblems([release({}, {}, [old])], "1.24")).toEqual([]);
  });
});

describe("secretProblems", () => {
  it("lets references pass, and never shows a secret", () => {
    const map = (text: string) =>
      release({}, {}, [{ kind: "ConfigMap", metadata: { name: "web" }, data: { f: text } }]);
    const harmless =
      "client_secret = $__file{/etc/secret}\ntoken_url: https://sso.acme.dev/realms/main/token\npassword:\n";
    expect(secretProblems([map(harmless)])).toEqual([]);
    const [found] = secretProblems([map(`a: b\n\napi_key: hunter2\n`)]);
    expect(found?.message).toContain("line 3");
    expect(JSON.stringify(found)).not.toContain("hunter2");
  });

  it("refuses a Secret that is filled from values", () => {
    const secret = { kind: "Secret", metadata: { name: "web" }, data: { password: "aHVudGVyMg==" } };
    expect(secretProblems([release({}, {}, [secret])])).toHaveLength(1);
  });
});

describe("ownObjects", () => {
  it("has workloads of Terraform as Kubernetes gets them", () => {
    const container = {
      name: "job",
      image: "a:1",
      security_context: { run_as_non_root: true },
      volume_mount: [{ name: "v", mount_path: "/v" }],
    };
    const template = { metadata: { labels: { "a_b/c": "x" } }, spec: { container: [container], host_network: true } };
    const job = { metadata: { name: "one", namespace: "shop" }, spec: { template } };
    const cron = {
      metadata: { name: "two", namespace: "shop" },
      spec: { schedule: "* * * * *", job_template: { spec: { template } } },
    };
    const resource = { kubernetes_job_v1: { a: job }, kubernetes_cron_job_v1: { b: cron } };
    const [shop] = ownObjects([{ resource }]);
    expect(shop?.objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual(["CronJob two", "Job one"]);
    for (const { spec } of shop?.objects ?? [])
      expect(spec?.template).toEqual({
        metadata: { labels: { "a_b/c": "x" } },
        spec: {
          hostNetwork: true,
          containers: [
            {
              name: "job",
              image: "a:1",
              securityContext: { runAsNonRoot: true },
              volumeMounts: [{ name: "v", mountPath: "/v" }],
            },
          ],
        },
      });
  });
});
