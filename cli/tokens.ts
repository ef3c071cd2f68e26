import { POD_NAMES } from "../constructs/managed-tokens/run-pod";
import { runPods } from "../constructs/managed-tokens/run-pods";
import type { ClientConfig } from "../src/config";
import { pasteLines } from "../src/config/explain/paste";
import type { ManagedTokensConfig } from "../src/config/schema/managed-tokens";
import { RUNS, type Run } from "../src/managed-tokens/jobs";
import { slackReferences } from "../src/managed-tokens/references";
import { tokensFile } from "../src/managed-tokens/render";
import { deadlineSeconds } from "../src/managed-tokens/runs";
import { servicesOf } from "../src/managed-tokens/services";
import { nearest } from "../src/nearest";
import { secretRefs } from "../src/secret-source";
import { jobManifest } from "../src/terraform/manifest";
import { NAMESPACES } from "../stacks/names";
import { ferryClient, keytabs, slackUrls } from "../stacks/tokens-secrets";
import { tokensTelemetry } from "../stacks/tokens-telemetry";
import { type LoadOptions, loadClients } from "./clients";
import { EXIT, UsageError } from "./exit";
import { hasErrors, report } from "./report";

export interface TokensRenderOptions extends LoadOptions {
  /** Whose file. */
  readonly executable: string;
}

export interface TokensOnboardOptions extends LoadOptions {
  /** Push the new tokens to the nodes, too. */
  readonly push?: boolean;
}

interface TokensClient {
  readonly config: ClientConfig;
  readonly tokens: ManagedTokensConfig;
}

/** Prints the file of an executable, with references in place of what is secret. */
export async function tokensRender(file: string, options: TokensRenderOptions): Promise<number> {
  const run = runOf(options.executable);
  const client = await clientWithTokens(file, options);
  if (client === undefined) return EXIT.problems;
  const { config, tokens } = client;
  const telemetry = tokensTelemetry(config, tokens);
  process.stdout.write(tokensFile(tokens, { run, telemetry, slack: slackReferences(tokens) }));
  return EXIT.fine;
}

/** Prints the Job that onboards a service, and how it is run. */
export async function tokensOnboard(file: string, service: string, options: TokensOnboardOptions): Promise<number> {
  const client = await clientWithTokens(file, options);
  if (client === undefined) return EXIT.problems;
  const { config, tokens } = client;
  const names = servicesOf(tokens).map(({ name }) => name);
  if (!names.includes(service)) {
    const near = nearest(service, names, 5).join(", ");
    throw new UsageError(`${file} has no service "${service}"; it has ${names.length}, nearest to it ${near}`);
  }
  process.stdout.write(onboarding({ config, tokens }, service, options.push ?? false));
  return EXIT.fine;
}

function onboarding({ config, tokens }: TokensClient, service: string, push: boolean): string {
  const namespace = NAMESPACES.managedTokens;
  const name = `onboard-${service.replaceAll("_", "-").slice(0, 50)}`.replace(/-+$/, "");
  const pod = onboardingPod(config, tokens);
  const [fill, run] = pod.steps;
  const environment = { ...run?.environment, SERVICE: service, PUSH: push ? "yes" : "" };
  const manifest = jobManifest({
    namespace,
    name,
    deadlineSeconds: deadlineSeconds(tokens, "onboarding"),
    pod: { ...pod, steps: [fill, ...(run === undefined ? [] : [{ ...run, environment }])] },
  });
  const template = POD_NAMES.onboarding;
  const variables = `SERVICE=${service}${push ? " PUSH=yes" : ""}`;
  return [
    `# Onboards ${service}: the vault asks somebody to sign in once, by an address in the Job's log.`,
    "# Run it while no push is on its way; they share one SQLite file. Either of this manifest:",
    `#   belvedere tokens onboard FILE ${service}${push ? " --push" : ""} | kubectl create -f -`,
    "# or of the template that is in the cluster:",
    `#   kubectl -n ${namespace} create job ${name} --from=cronjob/${template} --dry-run=client -o yaml \\`,
    `#     | kubectl set env --local -f - ${variables} -o yaml | kubectl create -f -`,
    "# and then, to sign in, and to take it away:",
    `#   kubectl -n ${namespace} logs -f job/${name}`,
    `#   kubectl -n ${namespace} delete job ${name}`,
    `${pasteLines(manifest)}\n`,
  ].join("\n");
}

/** The pod as the stack makes it. */
function onboardingPod(config: ClientConfig, tokens: ManagedTokensConfig) {
  const { pushgateway, loki, traces } = tokensTelemetry(config, tokens);
  const ferry = secretRefs(ferryClient(tokens));
  return runPods({
    config: tokens,
    told: {
      metrics: { url: pushgateway },
      logs: { url: loki },
      ...(traces === undefined ? {} : { traces: { url: traces } }),
    },
    secrets: {
      slack: secretRefs(slackUrls(tokens)),
      ferry: { cert: ferry["tls.crt"], key: ferry["tls.key"] },
      keytabs: secretRefs(keytabs(tokens)),
    },
    images: config.images,
  }).onboarding;
}

function runOf(text: string): Run {
  const run = RUNS.find((one) => one === text);
  if (run === undefined) throw new UsageError(`--executable: got "${text}", must be one of ${RUNS.join(", ")}`);
  return run;
}

/** The one client of a file; undefined when it has problems, which are then said. */
async function clientWithTokens(file: string, options: LoadOptions): Promise<TokensClient | undefined> {
  const { clients, problems } = await loadClients([file], options);
  process.stderr.write(report(problems, "human"));
  const [client] = clients;
  if (hasErrors(problems) || client === undefined) return undefined;
  const { managedTokens: tokens } = client.config;
  if (tokens === undefined) throw new UsageError(`${file} has no managedTokens`);
  return { config: client.config, tokens };
}
