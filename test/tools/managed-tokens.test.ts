import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { expect, it } from "vitest";
import { ManagedTokens } from "../../constructs/managed-tokens";
import { loadClient } from "../../src/config";
import type { ManagedTokensConfig } from "../../src/config/schema/managed-tokens";
import { RUNS } from "../../src/managed-tokens/jobs";
import { tokensFile } from "../../src/managed-tokens/render";
import { servicesOf } from "../../src/managed-tokens/services";
import { systemFiles } from "../../src/managed-tokens/system-files";
import { randomConfigs } from "../managed-tokens/random";
import { synthesized } from "../synth";
import { scratchFolder } from "./examples";
import { fileOnPath, terraform } from "./requirement";
import { suiteWith } from "./suite";

const FERMILAB = join(__dirname, "..", "..", "clients", "fermilab-example.yaml");
const TELEMETRY = { pushgateway: "http://gateway:9091", loki: "http://loki:3100" };
const CONFIGS = 25;

suiteWith("terraform apply", terraform(), (terraform) => {
  it(`gives the files of ${CONFIGS} random configs back, whatever stands in them`, () => {
    const configs = randomConfigs(CONFIGS, 3);
    const data = configs.map(configMapsOf);
    expect(JSON.stringify(data)).toContain("$${");
    const read = applied(terraform, data) as Readonly<Record<string, string>>[];
    configs.forEach((config, index) => {
      expect(read[index]).toEqual(filesOf(config));
    });
  });
});

/** Programs that token-push looks for before it does anything: here they do nothing. */
const STAND_INS = ["condor_status", "condor_store_cred", "condor_vault_storer", "htgettoken", "kinit", "klist"];

const BUILD = "build v0.17.1 of github.com/fermitools/managed-tokens with `go build ./cmd/token-push`";

suiteWith("token-push --list-services", fileOnPath("token-push", BUILD), (program) => {
  it("lists the services of the example", async () => {
    const { config } = await loadClient(FERMILAB);
    if (config.managedTokens === undefined) throw new Error("the example has no managedTokens");
    expect(listed(program, config.managedTokens)).toEqual(namesOf(config.managedTokens));
  });

  it("lists 200 services of a random config, and 2,000", () => {
    for (const experiments of [50, 500]) {
      const [config] = randomConfigs(1, experiments);
      if (config === undefined) throw new Error("no config");
      expect(namesOf(config)).toHaveLength(4 * experiments);
      expect(listed(program, config)).toEqual(namesOf(config));
    }
  });
});

function namesOf(config: ManagedTokensConfig): readonly string[] {
  return servicesOf(config)
    .map(({ name }) => name)
    .sort();
}

/** What the real program reads of the rendered file, as a user that is not root. */
function listed(program: string, config: ManagedTokensConfig): readonly string[] {
  const folder = scratchFolder();
  chmodSync(folder, 0o755);
  const file = join(folder, "managedTokens.json");
  writeFileSync(file, tokensFile(config, { run: "token-push", telemetry: TELEMETRY }));
  const stubs = join(folder, "bin");
  mkdirSync(stubs);
  for (const name of STAND_INS) {
    writeFileSync(join(stubs, name), "#!/bin/sh\n");
    chmodSync(join(stubs, name), 0o755);
  }
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const { status, stdout, stderr } = spawnSync(program, ["--list-services", "--configfile", file], {
    ...nobody,
    cwd: dirname(file),
    encoding: "utf8",
    env: { HOME: folder, PATH: [stubs, process.env.PATH].join(delimiter) },
  });
  if (status !== 0) throw new Error(`token-push ended with ${status}: ${stderr}`);
  return stdout.trim().split("\n").sort();
}

/** The data of all ConfigMaps of a config, as Terraform reads it. */
function configMapsOf(config: ManagedTokensConfig): Readonly<Record<string, unknown>> {
  const { resource } = synthesized((stack) => {
    new ManagedTokens(stack, "tokens", {
      namespace: "managed-tokens",
      config,
      told: { metrics: { url: TELEMETRY.pushgateway }, logs: { url: TELEMETRY.loki } },
      secrets: { slack: {}, ferry: { cert: REF, key: REF }, keytabs: {} },
    });
  });
  const maps = Object.entries(resource.kubernetes_config_map_v1 ?? {});
  return Object.fromEntries(
    maps.flatMap(([, { data, metadata }]) => {
      const { name } = metadata as { readonly name: string };
      return Object.entries(data as Readonly<Record<string, string>>)
        .filter(([key]) => key !== "fill-config.sh")
        .map(([key, text]) => [`${name.replace(/-[0-9a-f]{10}$/, "")}/${key}`, text]);
    }),
  );
}

const REF = { name: "ferry", key: "x" };

/** The same as it shall arrive. */
function filesOf(config: ManagedTokensConfig): Readonly<Record<string, string>> {
  const system = systemFiles(config).map(({ name, content }) => [`managed-tokens-system/${name}`, content] as const);
  const files = RUNS.map(
    (run) =>
      [`managed-tokens-file-${run}/managedTokens.json`, tokensFile(config, { run, telemetry: TELEMETRY })] as const,
  );
  return Object.fromEntries([...system, ...files]);
}

function applied(terraform: string, input: unknown): unknown {
  const folder = scratchFolder();
  const stack = {
    resource: { terraform_data: { files: { input: { files: input } } } },
    output: { files: { value: "${terraform_data.files.output.files}" } },
  };
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify(stack));
  const run = (...args: string[]) =>
    execFileSync(terraform, args, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28, stdio: "pipe" });
  run("init", "-input=false");
  run("apply", "-auto-approve", "-input=false");
  return (JSON.parse(run("output", "-json")) as { files: { value: unknown } }).files.value;
}
