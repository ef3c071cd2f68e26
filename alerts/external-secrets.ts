import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql } from "../src/dashboard";

const DASHBOARD = "external-secrets";

const POD = 'job="kubernetes-pods",pod="external-secrets-7d"';

export const externalSecretNotSynced = defineAlert({
  name: "ExternalSecretNotSynced",
  signal: defineSignal({
    expr: promql`max by (namespace, name) (externalsecret_status_condition{condition="Ready",status="False"})`,
    unit: "none",
    min: 0,
    max: 1,
  }),
  above: 0,
  for: "30m",
  severity: "warning",
  summary: "Secret {{ $labels.namespace }}/{{ $labels.name }} cannot be fetched from its store",
  description:
    "The Secret keeps its last value, and programs go on. A changed password does not come, and a new Secret is missing.",
  runbook: `
1. \`kubectl -n NAMESPACE describe externalsecret NAME\`: the last event says why.
2. \`Secret does not exist\`, \`cannot find property\`: its key or property in the store, against \`externalSecret\` in the client's config.
3. \`permission denied\`: the policy of the store for this platform's role.
4. All of one store: see SecretStoreNotReady.
`,
  panel: { dashboard: DASHBOARD, key: "not-synced" },
  tests: [
    fires({
      series: {
        [`externalsecret_status_condition{${POD},namespace="observability",name="alerts",condition="Ready",status="False"}`]:
          "0x5 1x60",
        [`externalsecret_status_condition{${POD},namespace="observability",name="alerts",condition="Ready",status="True"}`]:
          "1x5 0x60",
      },
      at: "45m",
      expect: [
        {
          labels: { namespace: "observability", name: "alerts" },
          summary: "Secret observability/alerts cannot be fetched from its store",
        },
      ],
    }),
    silent({
      series: {
        [`externalsecret_status_condition{${POD},namespace="observability",name="alerts",condition="Ready",status="False"}`]:
          "0x5 1x9 0x60",
      },
      at: "45m",
    }),
  ],
});

export const secretStoreNotReady = defineAlert({
  name: "SecretStoreNotReady",
  signal: defineSignal({
    expr: promql`
      max by (namespace, name) (
        secretstore_status_condition{condition="Ready",status="False"}
        or clustersecretstore_status_condition{condition="Ready",status="False"}
      )`,
    unit: "none",
    min: 0,
    max: 1,
  }),
  above: 0,
  for: "15m",
  severity: "warning",
  summary: "Store {{ $labels.name }} of secrets cannot be opened from {{ $labels.namespace }}",
  description: "No Secret of it is renewed. Programs go on with what they have; the next deployment may wait for ever.",
  runbook: `
1. \`kubectl -n NAMESPACE describe secretstore NAME\`: the last event says why.
2. \`permission denied\`, \`invalid role\`: its role or token was revoked, or has expired. Put a new one into its Secret, raise the \`revision\`.
3. \`no such host\`, \`timeout\`: the store itself, or the way there: a network policy, a firewall.
4. Vault: is it sealed?
`,
  panel: { dashboard: DASHBOARD, key: "stores" },
  tests: [
    fires({
      series: {
        [`secretstore_status_condition{${POD},namespace="observability",name="vault",condition="Ready",status="False"}`]:
          "0x5 1x60",
      },
      at: "30m",
      expect: [
        {
          labels: { namespace: "observability", name: "vault" },
          summary: "Store vault of secrets cannot be opened from observability",
        },
      ],
    }),
    silent({
      series: {
        [`secretstore_status_condition{${POD},namespace="observability",name="vault",condition="Ready",status="True"}`]:
          "1x60",
      },
      at: "30m",
    }),
  ],
});

/** Whether Secrets follow their store. */
export const externalSecretsAlerts = defineAlertGroup({
  name: "external-secrets",
  alerts: [externalSecretNotSynced, secretStoreNotReady],
});
