import * as alerts from "../alerts/external-secrets";
import { defineDashboard, promql, type Row } from "../src/dashboard";
import { lines, number, table, watched } from "./panels";

const secrets: Row = {
  title: "Secrets out of stores",
  panels: [
    number({
      key: "secrets",
      title: "Secrets",
      description: "That are fetched from stores.",
      expr: promql`count(externalsecret_status_condition{condition="Ready",status="True"})`,
      unit: "short",
      decimals: 0,
    }),
    number({
      key: "failing",
      title: "Not fetched",
      description: "Whose last try failed. They keep their last value. 0 is good.",
      expr: promql`sum(externalsecret_status_condition{condition="Ready",status="False"})`,
      unit: "short",
      decimals: 0,
      thresholds: [alerts.externalSecretNotSynced],
    }),
    table({
      key: "failing-secrets",
      title: "Secrets that are not fetched",
      description: "Empty is good.",
      expr: promql`externalsecret_status_condition{condition="Ready",status="False"} > 0`,
      unit: "none",
      columns: { namespace: "Namespace", name: "Secret" },
      width: 16,
      height: 4,
    }),
    watched({
      alert: alerts.externalSecretNotSynced,
      title: "Secrets that cannot be fetched",
      description: "1 while it cannot.",
      legend: "{{namespace}}/{{name}}",
    }),
    watched({
      alert: alerts.secretStoreNotReady,
      title: "Stores that cannot be opened",
      description: "1 while it cannot: none of its Secrets is renewed.",
      legend: "{{namespace}}/{{name}}",
    }),
    lines({
      key: "calls",
      title: "Tries",
      description: "By Secret. Far more than one for each interval: somebody changes it all the time, or it fails.",
      expr: promql`topk(10, sum by (namespace, name) (rate(externalsecret_sync_calls_total[$__rate_interval])))`,
      legend: "{{namespace}}/{{name}}",
      unit: "ops",
      min: 0,
    }),
    lines({
      key: "errors",
      title: "Failures",
      description: "By Secret.",
      expr: promql`topk(10, sum by (namespace, name) (rate(externalsecret_sync_calls_error[$__rate_interval])))`,
      legend: "{{namespace}}/{{name}}",
      unit: "ops",
      min: 0,
    }),
  ],
};

/** Do Secrets follow their store? */
export const externalSecretsDashboard = defineDashboard({
  uid: "external-secrets",
  title: "External Secrets",
  description: "Do Secrets follow their store?",
  folder: "Platform",
  tags: ["belvedere", "secrets"],
  rows: [secrets],
});
