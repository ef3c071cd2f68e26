import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, logql } from "../src/dashboard";

const DASHBOARD = "logs";

export const grafanaProvisioningFailed = defineAlert({
  name: "GrafanaProvisioningFailed",
  signal: defineSignal({
    expr: logql`
      sum by (logger) (count_over_time(
        {app="grafana"} |= "provisioning." | json logger="logger", level="level"
        | logger=~"provisioning\\.(dashboard|datasources|alerting)" | level=~"error|warn" [$__auto]
      ))`,
    unit: "short",
    min: 0,
    window: "10m",
  }),
  above: 0,
  severity: "warning",
  summary: "Grafana does not take all of its files: {{ $labels.logger }}",
  description:
    "A dashboard, datasource or alert of the last deployment is not there, or an old one goes on. Of two dashboards with one uid or title none is updated any more.",
  runbook: `
1. \`kubectl -n observability logs deploy/grafana -c grafana | grep '"logger":"provisioning'\`: the file, and why.
2. \`because of duplicates\`: two dashboards share a uid or a title in one folder. \`belvedere check\` finds it among files of the config; one made by hand in Grafana has to go.
3. \`uid too long\`, \`v2 format\`: export it anew as Classic, \`belvedere dashboards import\`.
4. \`Data source with the same uid already exists\`: a uid was changed; see \`grafana.uids\` in docs/config.md.
`,
  panel: { dashboard: DASHBOARD, key: "provisioning" },
  tests: [
    fires({
      logs: {
        '{namespace="observability",app="grafana",container="grafana"}': [
          '{"level":"warn","logger":"provisioning.dashboard","msg":"dashboards provisioning provider has no database write permissions because of duplicates","orgId":1,"provider":"sidecarProvider","t":"2026-11-30T10:00:00Z"}',
        ],
      },
      at: "5m",
      expect: [
        {
          labels: { logger: "provisioning.dashboard" },
          summary: "Grafana does not take all of its files: provisioning.dashboard",
        },
      ],
    }),
    // A folder that nobody needs.
    silent({
      logs: {
        '{namespace="observability",app="grafana",container="grafana"}': [
          '{"level":"error","logger":"provisioning.plugins","msg":"Failed to read plugin provisioning files from directory","t":"2026-11-30T10:00:00Z"}',
          '{"level":"info","logger":"provisioning.dashboard","msg":"finished to provision dashboards","t":"2026-11-30T10:00:00Z"}',
        ],
      },
      at: "5m",
    }),
  ],
});

export const grafanaSignInsFailing = defineAlert({
  name: "GrafanaSignInsFailing",
  signal: defineSignal({
    expr: logql`
      sum(count_over_time(
        {app="grafana"} |= "authn.service" |= "Failed to authenticate request" |= "auth.client.generic_oauth" [$__auto]
      ))`,
    unit: "short",
    min: 0,
    window: "15m",
  }),
  above: 5,
  severity: "warning",
  summary: "{{ $value | humanize }} sign-ins to Grafana by its identity provider failed within 15 minutes",
  description: "People came back from the provider, and Grafana did not let them in.",
  runbook: `
1. \`kubectl -n observability logs deploy/grafana -c grafana | grep authn.service\`: the error.
2. \`failed to exchange code to token\`, \`invalid_client\`: the client secret of Grafana at the provider. Raise its \`revision\`.
3. \`role_attribute_strict\`, \`invalid role\`: people without a role in \`identity.people\`: as it should be.
4. \`x509\`, \`timeout\`: the way from Grafana to the provider's host.
`,
  panel: { dashboard: DASHBOARD, key: "grafana-sign-ins" },
  tests: [
    fires({
      logs: {
        '{namespace="observability",app="grafana",container="grafana"}': [
          {
            line: '{"client":"auth.client.generic_oauth","error":"[auth.oauth.token.exchange] failed to exchange code to token: invalid_client","level":"error","logger":"authn.service","msg":"Failed to authenticate request","t":"2026-11-30T10:00:00Z"}',
            times: 8,
          },
        ],
      },
      at: "10m",
      expect: [{ labels: {}, summary: "8 sign-ins to Grafana by its identity provider failed within 15 minutes" }],
    }),
    // A session that has ended.
    silent({
      logs: {
        '{namespace="observability",app="grafana",container="grafana"}': [
          {
            line: '{"client":"auth.client.session","error":"user token not found","level":"warn","logger":"authn.service","msg":"Failed to authenticate request","t":"2026-11-30T10:00:00Z"}',
            times: 20,
          },
        ],
      },
      interval: "30s",
      at: "10m",
    }),
  ],
});

export const kubeStateMetricsBlind = defineAlert({
  name: "KubeStateMetricsBlind",
  signal: defineSignal({
    expr: logql`
      sum(count_over_time({app="kube-state-metrics"} |~ "(?i)failed to (list|watch)" [$__auto]))`,
    unit: "short",
    min: 0,
    window: "15m",
  }),
  above: 5,
  severity: "warning",
  summary: "kube-state-metrics cannot read a part of the cluster",
  description: "Metrics of that kind of object are missing: alerts on it stay silent, whatever happens.",
  runbook: `
1. \`kubectl -n observability logs -l app.kubernetes.io/name=kube-state-metrics | grep -i 'failed to'\`: which kind, and why.
2. \`forbidden\`: its ClusterRole; deploy the observability stack again.
3. \`could not find the requested resource\`: the cluster has left that version of the API behind; update the chart.
4. \`connection refused\`, \`timeout\`: the API server; it goes by itself.
`,
  panel: { dashboard: DASHBOARD, key: "kube-state-metrics" },
  tests: [
    fires({
      logs: {
        '{namespace="observability",app="kube-state-metrics",container="kube-state-metrics"}': [
          {
            line: 'E1130 10:00:00.000000 1 reflector.go:200] "Failed to watch" err="failed to list *v1.Job: jobs.batch is forbidden" type="*v1.Job"',
            times: 10,
          },
        ],
      },
      at: "12m",
      expect: [{ labels: {}, summary: "kube-state-metrics cannot read a part of the cluster" }],
    }),
    // The API server was restarted.
    silent({
      logs: {
        '{namespace="observability",app="kube-state-metrics",container="kube-state-metrics"}': [
          'E1130 10:00:00.000000 1 reflector.go:200] "Failed to watch" err="failed to list *v1.Pod: connection refused" type="*v1.Pod"',
        ],
      },
      at: "12m",
    }),
  ],
});

/** What the platform's own programs say only in their logs. */
export const platformLogAlerts = defineAlertGroup({
  name: "platform-logs",
  alerts: [grafanaProvisioningFailed, grafanaSignInsFailing, kubeStateMetricsBlind],
});

export const pushedMetricsNotKept = defineAlert({
  name: "PushedMetricsNotKept",
  signal: defineSignal({
    expr: logql`
      sum(count_over_time(
        {app="prometheus-pushgateway"} |~ "error persisting metrics|could not load persisted metrics|storage corruption detected" [$__auto]
      ))`,
    unit: "short",
    min: 0,
    window: "15m",
  }),
  above: 0,
  severity: "warning",
  summary: "The pushgateway cannot keep what was pushed",
  description:
    "It is in memory alone: a restart of the gateway would lose it, and batch jobs would look as if they never ran.",
  runbook: `
1. \`kubectl -n observability logs -l app.kubernetes.io/name=prometheus-pushgateway | grep -i persist\`: the reason.
2. \`no space left\`: something else on its volume? \`permission denied\`: the volume's owner; delete the pod, so that it is mounted anew.
3. \`could not load\`: the file was cut by a hard end. What was in it is lost; jobs bring it again with their next push.
`,
  panel: { dashboard: "pushgateway", key: "not-kept" },
  tests: [
    fires({
      logs: {
        '{namespace="observability",app="prometheus-pushgateway",container="pushgateway"}': [
          'time=2026-11-30T10:00:00.000Z level=ERROR source=diskmetricstore.go:219 msg="error persisting metrics" err="open /data/pushed.in_progress: no space left on device"',
        ],
      },
      at: "5m",
      expect: [{ labels: {}, summary: "The pushgateway cannot keep what was pushed" }],
    }),
    silent({
      logs: {
        '{namespace="observability",app="prometheus-pushgateway",container="pushgateway"}': [
          'time=2026-11-30T10:00:00.000Z level=INFO source=diskmetricstore.go:221 msg="metrics persisted" file=/data/pushed',
        ],
      },
      at: "5m",
    }),
  ],
});

/** Only where there is a pushgateway. */
export const pushgatewayLogAlerts = defineAlertGroup({ name: "pushgateway-logs", alerts: [pushedMetricsNotKept] });
