import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { main as run } from "../../cli/main";
import { printed } from "./printed";

const main = (argv: readonly string[]) => run(argv, "1.2.3");
const CLIENT = "clients/minimal.yaml";
const told = printed();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "belvedere-cli-"));
});

function client(change: (text: string) => string): string {
  const file = join(folder, "client.yaml");
  writeFileSync(file, change(readFileSync(CLIENT, "utf8")));
  return file;
}

describe("belvedere", () => {
  it("prints a help worth reading", async () => {
    expect(await main(["--help"])).toBe(0);
    for (const word of ["check", "synth", "show", "charts", "completion", "Exit codes"])
      expect(told.out).toContain(word);
  });

  it.each([
    [["no-such-verb"]],
    [["check"]],
    [["check", CLIENT, "--nope"]],
    [["check", CLIENT, "--format", "xml"]],
    [["completion", "csh"]],
  ])("says with 2 that %j is wrong usage", async (argv) => {
    expect(await main(argv)).toBe(2);
    expect(told.err).not.toContain("    at ");
  });

  it("says with 3, a trace and where to report it, that the fault is ours", async () => {
    vi.spyOn(process.stdout, "write").mockImplementation(() => {
      throw new Error("broken");
    });
    expect(await main(["check", CLIENT])).toBe(3);
    expect(told.err).toContain("Please report it");
    expect(told.err).toContain("    at ");
  });
});

describe("charts images", () => {
  const mirrored = () => client((text) => `${text}images: { registry: registry.acme.dev/mirror }\n`);

  it("prints each image of several clients once", async () => {
    expect(await main(["charts", "images", CLIENT, "clients/on-premise.yaml", "--format", "json"])).toBe(0);
    const sources = (JSON.parse(told.out) as { source: string }[]).map(({ source }) => source);
    expect(sources).toContain("docker.io/grafana/loki:3.7.6");
    expect(new Set(sources).size).toBe(sources.length);
  });

  it("prints a line to copy by", async () => {
    expect(await main(["charts", "images", mirrored()])).toBe(0);
    const lines = told.out.trim().split("\n");
    expect(lines.map((line) => line.split(/ +/))).toContainEqual([
      "docker.io/grafana/loki:3.7.6",
      "registry.acme.dev/mirror/grafana/loki:3.7.6",
    ]);
  });

  it("is part of what show says, where there is a registry", async () => {
    await main(["show", mirrored()]);
    expect(told.out).toMatch(
      /images to copy\n +docker\.io\/grafana\/alloy\S+ +-> +registry\.acme\.dev\/mirror\/grafana\/alloy/,
    );
    told.out = "";
    await main(["show", CLIENT]);
    expect(told.out).not.toContain("images to copy");
  });

  it("reports what is wrong with a client", async () => {
    expect(await main(["charts", "images", client((text) => `${text}images: { registry: "http://a.b" }\n`)])).toBe(1);
    expect(told.out).toBe("");
    expect(told.err).toContain("images.registry");
  });
});

describe("check", () => {
  it("is content with a good client, and says what a deploy needs", async () => {
    expect(await main(["check", CLIENT])).toBe(0);
    expect(told.out).toContain("ok  1 client, no problems");
    expect(told.out).toContain("TF_VAR_SLACK_WEBHOOK");
  });

  it("says what is generated and what comes from a store", async () => {
    expect(await main(["check", "clients/vault.yaml"])).toBe(0);
    expect(told.out).toContain("    forge deploys with TF_VAR_ONCALL_WEBHOOK\n");
    expect(told.out).toContain("    forge generates observability/grafana-admin, ");
    expect(told.out).toContain(
      "    forge fills identity/keycloak-realm-external, observability/contact-points-external from vault\n",
    );
    expect(await main(["check", "clients/on-premise.yaml"])).toBe(0);
    expect(told.out).toContain("    rack wants the Secrets observability/grafana-login, observability/rack-tls\n");
  });

  it("reports the problems of all files at once", async () => {
    const bad = client((text) => text.replace("client: acme", "client: ACME").replace("count: 2", "cuont: 2"));
    expect(await main(["check", bad, join(folder, "missing.yaml"), CLIENT])).toBe(1);
    expect(told.out).toContain(`${bad}:2:9`);
    expect(told.out).toContain("cuont");
    expect(told.out).toContain("missing.yaml");
  });

  it("finds a value that a chart does not know, at its place", async () => {
    const bad = client((text) => `${text}prometheus:\n  values:\n    server:\n      retentoin: 3d\n`);
    expect(await main(["check", bad, "--format", "json"])).toBe(1);
    const { problems } = JSON.parse(told.out) as {
      problems: { path: string; message: string; position: { line: number; column: number } }[];
    };
    expect(problems).toHaveLength(1);
    expect(problems[0]?.path).toBe("prometheus.values.server.retentoin");
    expect(problems[0]?.message).toContain("retention");
    expect(problems[0]?.position).toMatchObject({ line: 20, column: 7 });
  });

  it("finds what Grafana would take in silence, at its place (defects 8, 10)", async () => {
    const bad = client((text) =>
      text.replace(
        "grafana: { host: grafana.acme.dev }",
        "grafana:\n  host: grafana.acme.dev\n  values:\n    assertNoLeakedSecrets: false\n    grafana.ini: { auth.generic_oauth: { disable_login_form: true } }",
      ),
    );
    expect(await main(["check", bad, "--format", "json"])).toBe(1);
    const { problems } = JSON.parse(told.out) as { problems: { position: { line: number } }[] };
    expect(problems.map(({ position }) => position.line).sort()).toEqual([15, 16]);
  });

  it("refuses a platform that its nodes cannot hold (defect 3)", async () => {
    const small = client((text) => text.replace("size: s-2vcpu-4gb, count: 2", "size: s-1vcpu-2gb, count: 1"));
    expect(await main(["check", small])).toBe(1);
    expect(told.out).toContain("the platform does not fit: 1 node gives 1574 MiB");
    expect(told.out).toContain("prometheus");
  });

  it("annotates a pull request", async () => {
    const bad = client((text) => text.replace("client: acme", "client: ACME"));
    expect(await main(["check", bad, "--format", "github"])).toBe(1);
    expect(told.out).toMatch(/^::error file=.*client\.yaml,line=2,col=9,title=client::client: got "ACME"/m);
  });
});

describe("synth", () => {
  it("writes every stack and the manifest, and says what it made", async () => {
    const target = join(folder, "out");
    expect(await main(["synth", CLIENT, "--out", target])).toBe(0);
    const manifest = JSON.parse(readFileSync(join(target, "manifest.json"), "utf8")) as {
      stacks: Record<string, { dependencies: string[] }>;
    };
    expect(Object.keys(manifest.stacks).sort()).toEqual(["acme-cluster", "acme-observability", "acme-platform"]);
    expect(manifest.stacks["acme-observability"]?.dependencies).toEqual(["acme-platform"]);
    for (const word of [
      "acme-cluster",
      "chart 18.11.0",
      "https://grafana.acme.dev",
      "1916 of 6000 MiB",
      "terraform -chdir",
    ])
      expect(told.out).toContain(word);
  });

  it("writes nothing for a client with a problem", async () => {
    const target = join(folder, "out");
    expect(await main(["synth", client((text) => text.replace("fra1", "fra9")), CLIENT, "-o", target])).toBe(1);
    expect(existsSync(target)).toBe(false);
    expect(told.err).toContain("fra9");
  });

  it("refuses two clients of one name, whose states would be the same", async () => {
    expect(await main(["synth", CLIENT, client((text) => text), "-o", join(folder, "out")])).toBe(1);
    expect(told.err).toContain("must be unique");
  });
});

describe("synth over an earlier output", () => {
  const grown = (text: string) =>
    `${text}\nloki: { bucket: acme-logs, volume: 20Gi }\n`.replace("loki: { bucket: acme-logs }\n", "");

  it("writes nothing where data would be lost or Kubernetes would refuse, unless it is accepted", async () => {
    const target = join(folder, "out");
    const file = join(target, "stacks", "acme-observability", "cdk.tf.json");
    expect(await main(["synth", CLIENT, "--out", target])).toBe(0);
    const before = readFileSync(file, "utf8");
    const changed = client(grown);
    expect(await main(["synth", changed, "--out", target])).toBe(1);
    expect(told.err).toContain('got "20Gi" where "10Gi" is deployed');
    expect(readFileSync(file, "utf8")).toBe(before);
    expect(await main(["synth", changed, "--out", join(folder, "other"), "--since", target])).toBe(1);
    expect(existsSync(join(folder, "other"))).toBe(false);
    expect(await main(["synth", changed, "--out", target, "--accept-losses"])).toBe(0);
    expect(readFileSync(file, "utf8")).not.toBe(before);
  });

  it("wants an output to compare with", async () => {
    expect(await main(["synth", CLIENT, "--out", join(folder, "out"), "--since", folder])).toBe(2);
    expect(told.err).toContain("must be a folder that belvedere synth has written");
  });
});

describe("scan", () => {
  it("finds no secret in what synth writes, and says how much it read", async () => {
    const target = join(folder, "out");
    await main(["synth", CLIENT, "--out", target, "--quiet"]);
    expect(await main(["scan", target])).toBe(0);
    expect(told.out).toContain("3 files, no secret");
  });

  it("names the place of a secret, and never shows it", async () => {
    const plan = join(folder, "plan.json");
    const resource = { address: "helm_release.grafana", values: { values: ["adminPassword: hunter2hunter2\n"] } };
    writeFileSync(plan, JSON.stringify({ planned_values: { root_module: { resources: [resource] } } }));
    expect(await main(["scan", plan])).toBe(1);
    expect(told.out).toContain("planned_values.root_module.resources[0].values.values[0].adminPassword");
    expect(told.out).not.toContain("hunter2");
  });

  it("wants JSON, or an output", async () => {
    writeFileSync(join(folder, "a.txt"), "password: hunter2");
    for (const place of ["a.txt", ".", "none"]) expect(await main(["scan", join(folder, place)])).toBe(2);
    expect(told.err).not.toContain("hunter2");
  });
});

describe("show", () => {
  it.each(["human", "html"])("says how a generated secret is read, and what a store fills, as %s", async (format) => {
    expect(await main(["show", "clients/vault.yaml", "--format", format])).toBe(0);
    expect(told.out).toContain(
      "kubectl -n observability get secret grafana-admin -o jsonpath='{.data.admin-password}' | base64 -d",
    );
    expect(told.out).toContain("observability/contact-points-external");
  });

  it("is an object for a program", async () => {
    expect(await main(["show", CLIENT, "--format", "json"])).toBe(0);
    const [overview] = JSON.parse(told.out) as [Record<string, unknown>];
    expect(overview).toMatchObject({
      client: "acme",
      stacks: ["acme-cluster", "acme-platform", "acme-observability"],
      urls: ["https://grafana.acme.dev"],
      records: [{ name: "grafana.acme.dev", type: "A", value: "address of load balancer acme" }],
      capacity: { max: { nodes: 2, requested: { memory: 1916 }, fits: true } },
      cost: { monthly: { min: 67.5, max: 67.5 } },
    });
  });

  it("writes prices as prices", async () => {
    expect(await main(["show", "clients/zai-lon1.yaml"])).toBe(0);
    expect(told.out).toMatch(/volumes: 25 GiB {2,}\$2\.50\n/);
    expect(told.out).toMatch(/together {2,}\$75\.50 to \$131\.50\n/);
    expect(told.out).toMatch(/load balancer {2,}\$12\n/);
  });

  it("asks for records only where nothing makes them", async () => {
    for (const format of ["human", "html"]) {
      expect(await main(["show", CLIENT, "--format", format])).toBe(0);
      expect(told.out).toContain("DNS records to make");
      told.out = "";
      expect(await main(["show", "clients/zai-lon1.yaml", "--format", format])).toBe(0);
      expect(told.out).not.toContain("DNS records to make");
    }
  });

  it("is a page for people, with nothing from elsewhere", async () => {
    expect(await main(["show", CLIENT, "--format", "html"])).toBe(0);
    expect(told.out).toContain("<svg");
    expect(told.out).not.toMatch(/<script|<link|src=|@import/);
  });
});

describe("completion", () => {
  it.each(["bash", "zsh", "fish"])("knows verbs and options in %s", async (shell) => {
    expect(await main(["completion", shell])).toBe(0);
    for (const word of ["check", "synth", "update", "format", "allow-typescript"]) expect(told.out).toContain(word);
  });
});
