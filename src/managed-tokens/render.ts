import type { ManagedTokensConfig } from "../config/schema/managed-tokens";
import type { TokensExperimentConfig, TokensRoleConfig } from "../config/schema/managed-tokens-experiments";
import { FERRY_FOLDER } from "./folders";
import { configuredJobs, type Run } from "./jobs";
import { timeoutsOf } from "./runs";

/** Addresses of what the program tells of itself, each with its scheme. */
export interface TokensTelemetry {
  readonly pushgateway: string;
  readonly loki: string;
  /** OTLP over HTTP, without a path. @default - no traces */
  readonly traces?: string | undefined;
}

/** What stands where Slack's addresses belong. */
export interface SlackTexts {
  readonly notifications?: string | undefined;
  readonly notificationsTest?: string | undefined;
}

export interface TokensFileProps {
  readonly run: Run;
  readonly telemetry: TokensTelemetry;
  /** @default - no address at all */
  readonly slack?: SlackTexts;
}

/** Key of Slack's address, alone on its line. */
export const SLACK_KEY = "SLACK_ALERTS_URL";

/** Name of the file, as the program looks for it. */
export const TOKENS_FILE = "managedTokens.json";

/** The file of one run: keys in order, one on each line. What is not given is left out, since an empty text would count. */
export function tokensFile(config: ManagedTokensConfig, { run, telemetry, slack = {} }: TokensFileProps): string {
  const content = {
    ...program(config),
    timeouts: timeoutsOf(config, run),
    notifications: notifications(config.notifications, slack.notifications),
    notifications_test: config.notificationsTest && notifications(config.notificationsTest, slack.notificationsTest),
    prometheus: metrics(config, run, telemetry),
    loki: { host: telemetry.loki, response_header_timeout: config.loki.responseHeaderTimeout },
    tracing: telemetry.traces === undefined ? undefined : { url: telemetry.traces },
    experiments: mapped(config.experiments, experiment),
  };
  return `${JSON.stringify(ordered(content), null, 2)}\n`;
}

function program(config: ManagedTokensConfig) {
  const { ferry, logs, workerType } = config;
  return {
    keytabPath: config.keytabPath,
    condorCollectorHost: config.condorCollectorHost?.join(","),
    condorScheddConstraint: config.condorScheddConstraint,
    condorCreddHost: config.condorCreddHost,
    vaultServer: config.vaultServer,
    serviceCreddVaultTokenPathRoot: config.serviceCreddVaultTokenPathRoot,
    kerberosPrincipalPattern: config.kerberosPrincipalPattern,
    dbLocation: config.dbLocation,
    errorCountToSendMessage: config.errorCountToSendMessage,
    defaultRoleFileDestinationTemplate: config.defaultRoleFileDestinationTemplate,
    pingOptions: config.pingOptions,
    fileCopierOptions: config.fileCopierOptions,
    sshOptions: sshOptions(config.sshOptions),
    disableNotifications: config.disableNotifications,
    devEnvironmentLabel: config.devEnvironmentLabel,
    minTokenLifetime: config.minTokenLifetime,
    workerType,
    ferry: {
      host: ferry.host,
      port: ferry.port,
      caPath: ferry.caPath,
      hostCert: `${FERRY_FOLDER}/tls.crt`,
      hostKey: `${FERRY_FOLDER}/tls.key`,
    },
    email: config.email,
    logs: { "token-push": logs.tokenPush, "refresh-uids-from-ferry": logs.refreshUidsFromFerry },
  };
}

/** A push of one service alone would delete what the others have pushed: onboarding pushes no metrics. */
function metrics(config: ManagedTokensConfig, run: Run, { pushgateway }: TokensTelemetry) {
  return run === "onboarding" ? undefined : { host: pushgateway, jobname: configuredJobs(config)[run] };
}

function notifications({ adminEmail }: ManagedTokensConfig["notifications"], slack: string | undefined) {
  return { admin_email: adminEmail, [SLACK_KEY]: slack };
}

function experiment({ emails, experimentOverride, roles }: TokensExperimentConfig) {
  return { emails, experimentOverride, roles: mapped(roles, role) };
}

function role({ desiredUidOverride, condorCollectorHostOverride, sshOptionsOverride, ...rest }: TokensRoleConfig) {
  return {
    ...rest,
    desiredUIDOverride: desiredUidOverride,
    condorCollectorHostOverride: condorCollectorHostOverride?.join(","),
    sshOptionsOverride: sshOptions(sshOptionsOverride),
  };
}

function sshOptions(options: readonly string[] | undefined): string | undefined {
  return options === undefined || options.length === 0 ? undefined : options.join(" ");
}

function mapped<T, R>(map: Readonly<Record<string, T>>, change: (value: T) => R): Readonly<Record<string, R>> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}

/** Keys in order at every level, so that the file does not tell how the config was written. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, ordered(inner)]));
}
