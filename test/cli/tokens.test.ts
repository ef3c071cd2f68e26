import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { main } from "../../cli/main";
import { loadClient } from "../../src/config";
import { printed } from "./printed";

const FILE = join(__dirname, "..", "..", "clients", "fermilab-example.yaml");
const SERVICES = ["dune_calibration", "dune_production", "mu2e_production", "nova_production", "nova_raw"];

const folder = mkdtempSync(join(tmpdir(), "belvedere-tokens-"));
afterAll(() => rmSync(folder, { recursive: true }));
const told = printed();

/** Exit code and both outputs of one command line. */
async function run(...argv: readonly string[]) {
  return { code: await main(argv, "0.0.0"), ...told };
}

describe("belvedere tokens render", () => {
  it("prints the file, with references in place of secrets", async () => {
    const { code, out, err } = await run("tokens", "render", FILE);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const file = JSON.parse(out) as { experiments: Record<string, { roles: object }>; notifications: object };
    const services = Object.entries(file.experiments).flatMap(([name, { roles }]) =>
      Object.keys(roles).map((role) => `${name}_${role}`),
    );
    expect(services).toEqual(SERVICES);
    expect(file.notifications).toEqual({
      SLACK_ALERTS_URL: "<variable TOKENS_SLACK_URL of the deploying job>",
      admin_email: ["tokens-ops@example.org"],
    });
    expect(file).toMatchObject({
      kerberosPrincipalPattern: "{{.Account}}/managedtokens/tokens.example.org@EXAMPLE.ORG",
      loki: { host: "http://loki-gateway.observability.svc:80" },
      prometheus: { host: "http://prometheus-prometheus-pushgateway.observability.svc:9091" },
      tracing: { url: "http://opentelemetry-collector.observability.svc:4318" },
    });
  });

  it("prints the file of the other executable", async () => {
    const { out } = await run("tokens", "render", FILE, "--executable", "refresh-uids-from-ferry");
    expect(JSON.parse(out)).toMatchObject({ prometheus: { jobname: "managed_tokens_ferry" } });
  });

  it("names the executables that there are", async () => {
    expect(await run("tokens", "render", FILE, "-e", "token-pull")).toEqual({
      code: 2,
      out: "",
      err: '--executable: got "token-pull", must be one of token-push, refresh-uids-from-ferry, onboarding\n',
    });
  });

  it("says what is wrong with a client", async () => {
    const file = join(folder, "broken.yaml");
    writeFileSync(file, "client: Broken\n");
    const { code, out, err } = await run("tokens", "render", file);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain('client: got "Broken"');
  });

  it("wants a client that has the service", async () => {
    const minimal = join(__dirname, "..", "..", "clients", "minimal.yaml");
    expect(await run("tokens", "render", minimal)).toMatchObject({
      code: 2,
      err: `${minimal} has no managedTokens\n`,
    });
  });
});

interface Job {
  readonly metadata: object;
  readonly spec: {
    readonly activeDeadlineSeconds: number;
    readonly template: { readonly spec: { readonly containers: readonly { readonly env: readonly object[] }[] } };
  };
}

describe("belvedere tokens onboard", () => {
  it("prints a Job of one service, and how it is run", async () => {
    const { code, out } = await run("tokens", "onboard", FILE, "nova_raw", "--push");
    expect(code).toBe(0);
    expect(out).toContain("create job onboard-nova-raw --from=cronjob/managed-tokens-onboarding");
    expect(out).toContain("set env --local -f - SERVICE=nova_raw PUSH=yes");
    const { metadata, spec } = parse(out, { version: "1.1" }) as Job;
    expect(metadata).toMatchObject({ name: "onboard-nova-raw", namespace: "managed-tokens" });
    expect(spec.activeDeadlineSeconds).toBe(1200);
    expect(spec.template.spec.containers[0]?.env).toEqual([
      { name: "HOME", value: "/tmp" },
      { name: "SERVICE", value: "nova_raw" },
      { name: "PUSH", value: "yes" },
    ]);
  });

  it("pushes nothing that nobody asked for", async () => {
    const { out } = await run("tokens", "onboard", FILE, "nova_raw");
    expect(out).not.toContain("PUSH=yes");
    expect((parse(out) as Job).spec.template.spec.containers[0]?.env).toContainEqual({ name: "PUSH", value: "" });
  });

  it("names the services that are near", async () => {
    const { code, err } = await run("tokens", "onboard", FILE, "dune_prod");
    expect(code).toBe(2);
    expect(err).toContain(`${FILE} has no service "dune_prod"; it has 5, nearest to it dune_production`);
  });

  it("knows the services of the config, and no others", async () => {
    const { config } = await loadClient(FILE);
    for (const service of SERVICES) expect((await run("tokens", "onboard", FILE, service)).code).toBe(0);
    expect(Object.keys(config.managedTokens?.experiments ?? {})).toEqual(["dune", "mu2e", "nova"]);
  });
});
