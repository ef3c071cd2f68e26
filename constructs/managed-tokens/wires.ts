import type { ManagedTokensConfig } from "../../src/config/schema/managed-tokens";
import type { TokensRoleConfig } from "../../src/config/schema/managed-tokens-experiments";
import type { Run } from "../../src/managed-tokens/jobs";
import { servicesOf } from "../../src/managed-tokens/services";
import { type Pods, toAddress, toHost, toOutside, type Wire } from "../../src/network";
import type { ServiceEndpoint } from "../../src/terraform";

/** A part of the platform, or the address of somebody else's. */
export type Told = ServiceEndpoint | { readonly url: string };

/** Who is told what. */
export interface ToldParts {
  readonly metrics: Told;
  readonly logs: Told;
  readonly traces?: Told | undefined;
}

const KDC = 88;
const VAULT = 8200;
const HTTPS = 443;

/** All that a run's pods call, each at its port. */
export function runWires(run: Run, pods: Pods, config: ManagedTokensConfig, told: ToldParts): readonly Wire[] {
  const { email, notifications, notificationsTest, ferry } = config;
  const slack = [notifications, notificationsTest].some((one) => one?.slackAlertsUrl !== undefined);
  return [
    ...(run === "refresh-uids-from-ferry"
      ? [toAddress(pods, `${ferry.host}:${ferry.port}`)]
      : tokenWires(pods, config)),
    toHost(pods, email.smtpHost, email.smtpPort),
    ...(slack ? [toOutside(pods, HTTPS)] : []),
    ...(run === "onboarding" ? [] : [toPart(pods, told.metrics)]),
    toPart(pods, told.logs),
    ...(told.traces === undefined ? [] : [toPart(pods, told.traces)]),
  ];
}

/** Tickets, tokens, credds, and the nodes that get them. */
function tokenWires(pods: Pods, config: ManagedTokensConfig): readonly Wire[] {
  const { kerberos, condor, ping, ssh } = config;
  const vaults = ofAll(config, config.vaultServer, (role) => role.vaultServerOverride);
  const collectors = [
    ...(config.condorCollectorHost ?? []),
    ...servicesOf(config).flatMap(({ settings }) => settings.condorCollectorHostOverride ?? []),
  ];
  const credds = ofAll(config, config.condorCreddHost, (role) => role.condorCreddHostOverride);
  return [
    ...kerberos.kdcs.map((kdc) => toHost(pods, kdc, KDC)),
    ...vaults.map((vault) => toHost(pods, vault, VAULT)),
    ...[...collectors, ...credds, ...condor.credds].map((host) => toPool(pods, host, condor.port)),
    // A collector names credds at this port.
    { from: pods, to: "anywhere", ports: [condor.port] },
    // Nodes are many, and wherever they are.
    { from: pods, to: "anywhere", ports: sshPorts(config, ssh.port) },
    ...(ping.networks.length === 0 ? [] : [{ from: pods, to: { addresses: ping.networks }, ports: "all" as const }]),
  ];
}

/** A host of every role, and the one that counts where a role says nothing. */
function ofAll(
  config: ManagedTokensConfig,
  standard: string | undefined,
  own: (role: TokensRoleConfig) => string | undefined,
): readonly string[] {
  const all = [standard, ...servicesOf(config).map(({ settings }) => own(settings))];
  return [...new Set(all)].filter((host) => host !== undefined);
}

function toPool(pods: Pods, host: string, standard: number): Wire {
  const [name = "", port = String(standard)] = host.split(":");
  return toHost(pods, name, Number(port));
}

/** Options of the command line count before the file. */
function sshPorts(config: ManagedTokensConfig, standard: number): readonly number[] {
  const options = [config.sshOptions, ...servicesOf(config).map(({ settings }) => settings.sshOptionsOverride ?? [])];
  const own = options.flat().flatMap((option) => /^port=(\d+)$/i.exec(option)?.[1] ?? []);
  return [...new Set([standard, ...own.map(Number)])];
}

function toPart(pods: Pods, part: Told): Wire {
  return "backend" in part ? part.from(pods) : toAddress(pods, part.url);
}
