import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql } from "../src/dashboard";

const DASHBOARD = "external-dns";

const POD = 'job="kubernetes-pods",namespace="external-dns",pod="external-dns-64",instance="10.1.0.3:7979"';

export const dnsRecordsStale = defineAlert({
  name: "DnsRecordsStale",
  signal: defineSignal({
    expr: promql`
      time() - (
        max(external_dns_controller_last_sync_timestamp_seconds > 0)
        or max(process_start_time_seconds and on (instance) external_dns_source_endpoints_total)
      )`,
    unit: "s",
    min: 0,
  }),
  above: "30m",
  for: "5m",
  severity: "warning",
  summary: "DNS records have not been brought up to date for {{ $value | humanizeDuration }}",
  description:
    "Names that exist go on. A new host gets no record and so no certificate; a moved address is not followed.",
  runbook: `
1. \`kubectl -n external-dns logs deploy/external-dns --tail=50\`: the answer of the provider.
2. \`401\`, \`Unable to authenticate you\`: its token was revoked, or has expired. Put a new one into its Secret, raise the \`revision\`.
3. \`404\`: the domain is not at the provider. \`429\`: lengthen \`ingress.dns.interval\`.
`,
  panel: { dashboard: DASHBOARD, key: "records-age" },
  tests: [
    fires({
      series: {
        [`external_dns_controller_last_sync_timestamp_seconds{${POD}}`]: "60x90",
        [`process_start_time_seconds{${POD}}`]: "1x90",
        [`external_dns_source_endpoints_total{${POD}}`]: "3x90",
      },
      at: "61m",
      expect: [{ labels: {}, summary: "DNS records have not been brought up to date for 1h 0m 0s" }],
    }),
    // Just started.
    silent({
      series: {
        [`external_dns_controller_last_sync_timestamp_seconds{${POD}}`]: "0x90",
        [`process_start_time_seconds{${POD}}`]: "3000x90",
        [`external_dns_source_endpoints_total{${POD}}`]: "3x90",
      },
      at: "61m",
    }),
  ],
});

export const dnsErrors = defineAlert({
  name: "DnsErrors",
  signal: defineSignal({
    expr: promql`
      sum(
        increase(external_dns_registry_errors_total[$__rate_interval])
        + increase(external_dns_source_errors_total[$__rate_interval])
      )`,
    unit: "short",
    min: 0,
  }),
  above: 0,
  for: "30m",
  severity: "warning",
  summary: "external-dns meets errors at every round",
  description: "Some records are not made or not changed, others are.",
  runbook: `
1. \`kubectl -n external-dns logs deploy/external-dns --tail=50 | grep -i 'level=error'\`: the record, and why.
2. \`already exists\`: a record of that name was made by hand, and external-dns does not take what is not its own. Delete it, or leave that host out.
3. \`forbidden\`: its rights on Ingresses; deploy the platform stack again.
`,
  panel: { dashboard: DASHBOARD, key: "records-errors" },
  tests: [
    fires({
      series: {
        [`external_dns_registry_errors_total{${POD}}`]: "0+1x60",
        [`external_dns_source_errors_total{${POD}}`]: "0x60",
      },
      at: "45m",
      expect: [{ labels: {}, summary: "external-dns meets errors at every round" }],
    }),
    silent({
      series: {
        [`external_dns_registry_errors_total{${POD}}`]: "0x9 1x60",
        [`external_dns_source_errors_total{${POD}}`]: "0x60",
      },
      at: "30m",
    }),
  ],
});

/** Whether names follow the Ingresses. */
export const externalDnsAlerts = defineAlertGroup({ name: "external-dns", alerts: [dnsRecordsStale, dnsErrors] });
