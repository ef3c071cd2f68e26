import { type Alert, defineAlert, type ExpectedAlert, fires, silent } from "../../src/alert";
import { defineSignal, promql, type Query } from "../../src/dashboard";
import type { ManagedTokensScope } from "../../src/managed-tokens";
import { DUNE_LABELS, MU2E_LABELS, pushedSeries } from "./series";

export interface FailureAlerts {
  readonly servicesFailed: Alert;
  readonly kinitFailed: Alert;
  readonly storeFailed: Alert;
  readonly getFailed: Alert;
  readonly nodeFailed: Alert;
  readonly ferryFailed: Alert;
}

const OPERATIONS = "managed-tokens";

/**
 * Alerts on what failed in the last run. Counts begin anew with each run, so they are never a rate; most are there only after a
 * failure, and go with the next run that has none.
 */
export function failureAlerts(scope: ManagedTokensScope): FailureAlerts {
  return {
    servicesFailed: servicesFailed(scope),
    kinitFailed: kinitFailed(scope),
    storeFailed: storeFailed(scope),
    getFailed: getFailed(scope),
    nodeFailed: nodeFailed(scope),
    ferryFailed: ferryFailed(scope),
  };
}

interface Failure {
  readonly name: string;
  readonly count: Query;
  /** Failures that nobody is told of. */
  readonly allowed: number;
  readonly summary: string;
  readonly description: string;
  readonly runbook: string;
  /** Key of its panel. */
  readonly panel: string;
  /** The series that counts, and what is said of it when it is one above what is allowed. */
  readonly series: string;
  readonly expected: Omit<ExpectedAlert, "description">;
  /** Series beside it that must not be taken for it. @default none */
  readonly beside?: Readonly<Record<string, string>>;
}

function failure({ name, count, allowed, panel, series, expected, beside = {}, ...texts }: Failure): Alert {
  return defineAlert({
    name,
    signal: defineSignal({ expr: count, unit: "short", min: 0, decimals: 0 }),
    above: allowed,
    severity: "warning",
    ...texts,
    panel: { dashboard: OPERATIONS, key: panel },
    tests: [
      fires({
        // The run of an hour later fails alike.
        series: { [series]: `${allowed + 1}x12`, ...beside },
        interval: "5m",
        at: "1h",
        expect: [{ ...expected, description: texts.description }],
      }),
      silent({ series: { [series]: `${allowed}x12`, ...beside }, interval: "5m", at: "1h" }),
      // The next run went well, and left the count out.
      silent({ series: { [series]: `${allowed + 1}x6 _x12`, ...beside }, interval: "5m", at: "1h" }),
    ],
  });
}

function servicesFailed(scope: ManagedTokensScope): Alert {
  const job = scope.jobs["token-push"];
  const allowed = scope.thresholds.failedServices;
  return failure({
    name: "TokenServicesFailed",
    count: promql`max by (job) (managed_tokens_failed_services_push_count{job="${job}"})`,
    allowed,
    summary: "{{ $value }} services failed in the last run of token-push",
    description:
      "They got no ticket or no token, or did not reach all of their nodes; or they were left out before, which nothing else tells of: an account without a UID, a principal that is empty. The program ends without an error all the same.",
    runbook: `
1. KinitFailed, VaultTokenStoreFailed, VaultTokenGetFailed, TokenNodePushFailed name the services that failed on their way.
2. More failed than those name: the rest was skipped. Lines with \`Skipping service\` or \`Cannot proceed\` in dashboard "Managed tokens: logs and traces" say why.
3. \`Error obtaining UID\`: the account is new, refresh the UIDs once by hand: \`kubectl -n managed-tokens create job --from=cronjob/refresh-uids-from-ferry refresh-now\`.
`,
    panel: "failed-services",
    series: pushedSeries(scope).failedServices,
    expected: { labels: { job }, summary: `${allowed + 1} services failed in the last run of token-push` },
  });
}

function kinitFailed(scope: ManagedTokensScope): Alert {
  const allowed = scope.thresholds.kinitFailures;
  return failure({
    name: "KinitFailed",
    count: ofServices("managed_tokens_failed_kinit_count", scope),
    allowed,
    summary: "No Kerberos ticket for {{ $labels.service }}: kinit failed {{ $value }} times in the last run",
    description:
      "Without a ticket the service gets no token, and its nodes keep the one that they have until it expires.",
    runbook: `
1. All services: KDCs that do not answer at port 88, a clock that is off (NodeClockSkew), a krb5.conf with another realm.
2. One: its lines in dashboard "Managed tokens: logs and traces". \`klist -kt ACCOUNT.keytab\` and \`kinit -k -t ACCOUNT.keytab PRINCIPAL\`: is the keytab of this principal, and as new as its password?
3. \`Timeout error\`: \`managedTokens.timeouts.kerberosTimeout\` is too short, or the first KDC of several is down.
`,
    panel: "failures",
    series: pushedSeries(scope).failedKinit,
    expected: {
      labels: MU2E_LABELS,
      summary: `No Kerberos ticket for mu2e_production: kinit failed ${allowed + 1} times in the last run`,
    },
  });
}

function storeFailed(scope: ManagedTokensScope): Alert {
  const allowed = scope.thresholds.vaultFailures;
  return failure({
    name: "VaultTokenStoreFailed",
    count: ofServices("managed_tokens_failed_vault_token_store_count", scope, "credd"),
    allowed,
    summary: "The token of {{ $labels.service }} could not be stored in {{ $labels.credd }}",
    description:
      "The credd keeps the one before, as long as it lives; nodes get no new one. TokenStoreTooOld follows when it goes on.",
    runbook: `
1. All services of one credd: is it up, does it take connections from the cluster at port 9618?
2. All credds: the vault does not answer at port 8200, or condor_vault_storer cannot run. The error stands in dashboard "Managed tokens: logs and traces".
3. One service, \`Authentication needed\`: onboard it again with \`belvedere tokens onboard FILE EXPERIMENT_ROLE\`.
4. \`timeout error\`: \`managedTokens.timeouts.vaultStorerTimeout\`.
`,
    panel: "failures",
    series: pushedSeries(scope).failedStore,
    expected: {
      labels: { ...MU2E_LABELS, credd: "credd.example.org" },
      summary: "The token of mu2e_production could not be stored in credd.example.org",
    },
  });
}

function getFailed(scope: ManagedTokensScope): Alert {
  const allowed = scope.thresholds.vaultFailures;
  return failure({
    name: "VaultTokenGetFailed",
    count: ofServices("managed_tokens_failed_vault_token_get_count", scope),
    allowed,
    summary: "The vault gave no token for {{ $labels.service }}",
    description: "It is a service whose token no credd stores: its nodes keep the one that they have until it expires.",
    runbook: `
1. All such services: the vault does not answer at port 8200. Is it up, may the namespace reach it?
2. One, \`Authentication needed\`: onboard it again with \`belvedere tokens onboard FILE EXPERIMENT_ROLE\`.
3. Anything else: its lines in dashboard "Managed tokens: logs and traces" hold what htgettoken said.
`,
    panel: "failures",
    series: pushedSeries(scope).failedGet,
    expected: { labels: MU2E_LABELS, summary: "The vault gave no token for mu2e_production" },
  });
}

function nodeFailed(scope: ManagedTokensScope): Alert {
  const allowed = scope.thresholds.nodeFailures;
  return failure({
    name: "TokenNodePushFailed",
    count: ofServices("managed_tokens_failed_token_push_count", scope, "node"),
    allowed,
    summary: "The token of {{ $labels.service }} did not reach {{ $labels.node }}",
    description:
      "Its other nodes have it. But the program counts a push only when all have it: TokenPushTooOld follows when it goes on.",
    runbook: `
1. All services of the node: it is down, full, or does not let the cluster in at port 22. The panel of pings shows whether it answers at all.
2. One service: \`ssh -v ACCOUNT@NODE\` with a ticket of the account. Is the principal in its \`.k5login\`? Is the temporary folder on the node its own, and has it room?
3. Gone for good: take it out of \`destinationNodes\`.
`,
    panel: "node-failures",
    series: pushedSeries(scope).failedNode,
    expected: {
      labels: { ...DUNE_LABELS, node: "n2.example.org" },
      summary: "The token of dune_production did not reach n2.example.org",
    },
  });
}

function ferryFailed(scope: ManagedTokensScope): Alert {
  const job = scope.jobs["refresh-uids-from-ferry"];
  const allowed = scope.thresholds.ferryErrors;
  const { ferryErrors } = pushedSeries(scope);
  return failure({
    name: "FerryRequestsFailed",
    count: promql`max by (job) (managed_tokens_ferry_request_error_count{job="${job}"})`,
    allowed,
    summary: "{{ $value }} requests to FERRY failed in the last refresh of UIDs",
    description:
      "The accounts that were asked for keep the UID that is known, or have none; the refresh counts as done as long as one account was found.",
    runbook: `
1. Lines of refresh-uids-from-ferry in dashboard "Managed tokens: logs and traces" name the account and the error.
2. \`FERRY server error\`: FERRY does not know the account; is it spelt as it is there?
3. All accounts: is FERRY up, is the client's certificate valid (\`openssl x509 -enddate\`) and known to FERRY, are the authorities in \`caPath\` those of its server?
`,
    panel: "ferry-errors",
    series: ferryErrors.ferry,
    beside: { [ferryErrors.push]: "0x12" },
    expected: { labels: { job }, summary: `${allowed + 1} requests to FERRY failed in the last refresh of UIDs` },
  });
}

/** A count by service, and by what else it has. */
function ofServices(metric: string, { jobs }: ManagedTokensScope, ...further: readonly string[]): Query {
  const labels = ["experiment", "role", "service", ...further].join(", ");
  return promql`max by (${labels}) (${metric}{job="${jobs["token-push"]}"})`;
}
