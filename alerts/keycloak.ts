import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql } from "../src/dashboard";

const DASHBOARD = "keycloak";

const POD = 'job="kubernetes-pods",namespace="identity",pod="keycloak-keycloakx-0",instance="10.1.0.6:9000"';

const LOGIN = `keycloak_user_events_total{${POD},realm="platform",event="login"`;

/** What comes of a wrong name or password; other errors have other reasons. */
const GUESSES = promql`event="login",error=~"invalid_user_credentials|user_not_found|user_temporarily_disabled"`;

export const keycloakLoginsFailing = defineAlert({
  name: "KeycloakLoginsFailing",
  signal: defineSignal({
    expr: promql`
      sum by (realm) (rate(keycloak_user_events_total{event="login",error!=""}[$__rate_interval]))
      / (sum by (realm) (rate(keycloak_user_events_total{event="login"}[$__rate_interval])) > 0.01)`,
    unit: "percentunit",
    min: 0,
    max: 1,
    window: "15m",
  }),
  above: 0.5,
  for: "10m",
  severity: "warning",
  summary: "{{ $value | humanizePercentage }} of the sign-ins to realm {{ $labels.realm }} fail",
  description: "More than ten people have tried within 15 minutes, and most of them did not get in.",
  runbook: `
1. The panel "Failed sign-ins by reason" of the dashboard "Keycloak sign-ins".
2. \`invalid_user_credentials\`, \`user_not_found\`: see KeycloakPasswordsGuessed.
3. \`user_disabled\`, \`access_denied\`: was somebody, or everybody, taken out of \`identity.people\`? The last deployment says.
4. \`identity_provider_error\`: see KeycloakProvidersFailing.
5. \`invalid_redirect_uri\`, \`client_not_found\`: the host of an application has changed, and the realm does not know it yet.
`,
  panel: { dashboard: DASHBOARD, key: "logins-failing" },
  tests: [
    fires({
      series: { [`${LOGIN},error="invalid_user_credentials"}`]: "0+3x40", [`${LOGIN},error=""}`]: "0+1x40" },
      at: "30m",
      expect: [{ labels: { realm: "platform" }, summary: "75% of the sign-ins to realm platform fail" }],
    }),
    // One person, at night, three times.
    silent({
      series: { [`${LOGIN},error="invalid_user_credentials"}`]: "0x5 3x40", [`${LOGIN},error=""}`]: "0x60" },
      at: "18m",
    }),
  ],
});

export const keycloakPasswordsGuessed = defineAlert({
  name: "KeycloakPasswordsGuessed",
  signal: defineSignal({
    expr: promql`sum by (realm) (increase(keycloak_user_events_total{${GUESSES}}[$__rate_interval]))`,
    unit: "short",
    min: 0,
    window: "15m",
  }),
  above: 50,
  severity: "warning",
  summary: "{{ $value | humanize }} wrong names or passwords in realm {{ $labels.realm }} within 15 minutes",
  description:
    "Somebody guesses passwords, or a program has an old one. Keycloak locks an account after some tries, not an address.",
  runbook: `
1. \`kubectl -n identity logs sts/keycloak-keycloakx | grep LOGIN_ERROR\`: accounts and addresses.
2. One account over and over: a program with an old password. Many accounts from one address: somebody guesses.
3. \`ingress.rateLimit\` slows an address down. An account that was met: set a new password, end its sessions.
`,
  panel: { dashboard: DASHBOARD, key: "guesses" },
  tests: [
    fires({
      series: { [`${LOGIN},error="invalid_user_credentials"}`]: "0+8x40" },
      at: "20m",
      expect: [
        {
          labels: { realm: "platform" },
          summary: "120 wrong names or passwords in realm platform within 15 minutes",
        },
      ],
    }),
    silent({
      series: {
        [`${LOGIN},error="invalid_user_credentials"}`]: "0x5 4x40",
        [`${LOGIN},error="expired_code"}`]: "0+20x40",
      },
      at: "20m",
    }),
  ],
});

export const keycloakProvidersFailing = defineAlert({
  name: "KeycloakProvidersFailing",
  signal: defineSignal({
    expr: promql`
      sum by (realm) (increase(keycloak_user_events_total{event=~"identity_provider_.+",error!=""}[$__rate_interval]))`,
    unit: "short",
    min: 0,
    window: "15m",
  }),
  above: 5,
  for: "5m",
  severity: "warning",
  summary: "Sign-ins by GitHub or Google fail in realm {{ $labels.realm }}",
  description: "{{ $value | humanize }} within 15 minutes. Whoever has no session yet does not get in.",
  runbook: `
1. \`kubectl -n identity logs sts/keycloak-keycloakx | grep -i 'identity_provider'\`: the error.
2. \`bad_verification_code\`, \`invalid_client\`: the client secret at the provider was changed or has expired. Put the new one into its Secret, raise the \`revision\`.
3. \`UnknownHost\`, \`timed out\`: the way out of the cluster. The provider's state page.
4. \`access_denied\`: strangers who are not in \`identity.people\`: as it should be.
`,
  panel: { dashboard: DASHBOARD, key: "providers" },
  tests: [
    fires({
      series: {
        [`keycloak_user_events_total{${POD},realm="platform",event="identity_provider_login",error="identity_provider_login_failure"}`]:
          "0+1x40",
      },
      at: "25m",
      expect: [
        {
          labels: { realm: "platform" },
          summary: "Sign-ins by GitHub or Google fail in realm platform",
          description: "15 within 15 minutes. Whoever has no session yet does not get in.",
        },
      ],
    }),
    silent({
      series: {
        [`keycloak_user_events_total{${POD},realm="platform",event="identity_provider_login",error="access_denied"}`]:
          "0x5 2x40",
      },
      at: "20m",
    }),
  ],
});

export const keycloakDatabasePoolExhausted = defineAlert({
  name: "KeycloakDatabasePoolExhausted",
  signal: defineSignal({
    expr: promql`max by (pod) (agroal_awaiting_count)`,
    unit: "short",
    min: 0,
  }),
  above: 0,
  for: "5m",
  severity: "critical",
  summary: "{{ $value | humanize }} requests of {{ $labels.pod }} wait for its database",
  description: "All connections are in use, or none can be had. Sign-ins hang, then fail.",
  runbook: `
1. Is the database up? \`kubectl -n identity get pods\`; a managed one: its page at the provider.
2. \`kubectl -n identity logs POD | grep -i 'acquisition timeout\\|connection'\`: refused, or slow?
3. Slow: the database's CPU and disk. Refused: more connections asked for than it allows (\`identity.database.connections\` over all pods).
4. docs/keycloak.md, "When nobody can sign in".
`,
  panel: { dashboard: DASHBOARD, key: "database-waits" },
  tests: [
    fires({
      series: { [`agroal_awaiting_count{${POD},datasource="default"}`]: "0x5 7x20" },
      at: "15m",
      expect: [
        {
          labels: { pod: "keycloak-keycloakx-0" },
          summary: "7 requests of keycloak-keycloakx-0 wait for its database",
        },
      ],
    }),
    silent({ series: { [`agroal_awaiting_count{${POD},datasource="default"}`]: "0x5 7x3 0x20" }, at: "11m" }),
  ],
});

const REQUEST = `http_server_requests_seconds_count{${POD},method="POST",uri="/realms/{realm}/protocol/{protocol}/token"`;

export const keycloakRequestErrors = defineAlert({
  name: "KeycloakRequestErrors",
  signal: defineSignal({
    expr: promql`
      sum(rate(http_server_requests_seconds_count{outcome="SERVER_ERROR"}[$__rate_interval]))
      / sum(rate(http_server_requests_seconds_count[$__rate_interval]))`,
    unit: "percentunit",
    min: 0,
    max: 1,
  }),
  above: 0.05,
  for: "10m",
  severity: "critical",
  summary: "Keycloak fails {{ $value | humanizePercentage }} of its requests",
  description:
    "People cannot sign in to Grafana, nor to what else trusts this Keycloak. Who is in stays in for a while.",
  runbook: `
1. \`kubectl -n identity logs sts/keycloak-keycloakx --tail=200 | grep ERROR\`: the reason.
2. The database: KeycloakDatabasePoolExhausted; its pod, its volume (full?).
3. Since a deployment: \`kubectl -n identity rollout undo sts/keycloak-keycloakx\`, unless the new release has changed the database already.
4. docs/keycloak.md, "When nobody can sign in".
`,
  panel: { dashboard: DASHBOARD, key: "request-errors" },
  tests: [
    fires({
      series: {
        [`${REQUEST},outcome="SERVER_ERROR",status="500"}`]: "0+6x40",
        [`${REQUEST},outcome="SUCCESS",status="200"}`]: "0+54x40",
      },
      at: "20m",
      expect: [{ labels: {}, summary: "Keycloak fails 10% of its requests" }],
    }),
    // Wrong passwords are nobody's fault here.
    silent({
      series: {
        [`${REQUEST},outcome="CLIENT_ERROR",status="401"}`]: "0+54x40",
        [`${REQUEST},outcome="SUCCESS",status="200"}`]: "0+6x40",
      },
      at: "20m",
    }),
  ],
});

const BUCKET = (le: string) =>
  `http_server_requests_seconds_bucket{${POD},method="POST",outcome="SUCCESS",status="200",uri="/realms/{realm}/protocol/{protocol}/token",le="${le}"}`;

export const keycloakSlow = defineAlert({
  name: "KeycloakSlow",
  signal: defineSignal({
    expr: promql`
      histogram_quantile(0.95, sum by (le) (rate(http_server_requests_seconds_bucket{uri=~"/realms/.+"}[$__rate_interval])))`,
    unit: "s",
    min: 0,
  }),
  above: 2.5,
  for: "15m",
  severity: "warning",
  summary: "Keycloak takes {{ $value | humanizeDuration }} for the slowest twentieth of what people ask",
  description: "Signing in is slow, and applications that check tokens wait.",
  runbook: `
1. The panels "CPU" and "Heap after collection": at the limit? Raise the \`size\`.
2. The panel "Connections of the database": all in use means a slow database.
3. Only \`POST .../authenticate\`: hashing passwords takes CPU on purpose. Many sign-ins at once? See KeycloakPasswordsGuessed.
`,
  panel: { dashboard: DASHBOARD, key: "latency" },
  tests: [
    fires({
      series: { [BUCKET("2.5")]: "0+50x40", [BUCKET("5.0")]: "0+100x40", [BUCKET("+Inf")]: "0+100x40" },
      at: "30m",
      expect: [{ labels: {}, summary: "Keycloak takes 4.75s for the slowest twentieth of what people ask" }],
    }),
    silent({
      series: { [BUCKET("2.5")]: "0+100x40", [BUCKET("5.0")]: "0+100x40", [BUCKET("+Inf")]: "0+100x40" },
      at: "30m",
    }),
  ],
});

export const keycloakHeapFull = defineAlert({
  name: "KeycloakHeapFull",
  signal: defineSignal({
    expr: promql`max by (pod) (jvm_memory_usage_after_gc{area="heap"})`,
    unit: "percentunit",
    min: 0,
    max: 1,
  }),
  above: 0.85,
  for: "15m",
  severity: "warning",
  summary: "The heap of {{ $labels.pod }} is at {{ $value | humanizePercentage }} even after it was cleaned up",
  description:
    "Soon Keycloak spends most of its time on cleaning up, then ends with OutOfMemoryError: everybody's session in memory is gone.",
  runbook: `
1. The panel "Heap after collection": a slope over days is a leak or growing sessions, a step is an import or a sync.
2. Raise the \`size\`: the heap is a share of the container's memory.
3. Sessions that never end? Their times in the realm.
`,
  panel: { dashboard: DASHBOARD, key: "heap" },
  tests: [
    fires({
      series: { [`jvm_memory_usage_after_gc{${POD},area="heap",pool="long-lived"}`]: "0.9x40" },
      at: "20m",
      expect: [
        {
          labels: { pod: "keycloak-keycloakx-0" },
          summary: "The heap of keycloak-keycloakx-0 is at 90% even after it was cleaned up",
        },
      ],
    }),
    silent({ series: { [`jvm_memory_usage_after_gc{${POD},area="heap",pool="long-lived"}`]: "0.6x40" }, at: "20m" }),
  ],
});

/** Whether people get in, and only those. */
export const keycloakAlerts = defineAlertGroup({
  name: "keycloak",
  alerts: [
    keycloakLoginsFailing,
    keycloakPasswordsGuessed,
    keycloakProvidersFailing,
    keycloakDatabasePoolExhausted,
    keycloakRequestErrors,
    keycloakSlow,
    keycloakHeapFull,
  ],
});
