import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql } from "../src/dashboard";

const DASHBOARD = "probes";

/** 1 where the last answer was right. */
export const probeUp = defineSignal({
  expr: promql`min by (probe, instance) (probe_success)`,
  unit: "none",
});

/** Seconds until the first certificate of the chain expires. */
export const certificateRest = defineSignal({
  expr: promql`min by (probe, instance) (probe_ssl_earliest_cert_expiry - time())`,
  unit: "s",
});

export const probeDown = defineAlert({
  name: "ProbeDown",
  signal: probeUp,
  below: 1,
  for: "5m",
  severity: "critical",
  summary: "Probe {{ $labels.probe }} fails: {{ $labels.instance }} does not answer as it should",
  description:
    "No answer of {{ $labels.instance }} has been right for 5 minutes: none came, or its status, text or certificate is wrong.",
  runbook: `
1. \`kubectl -n observability port-forward svc/blackbox-prometheus-blackbox-exporter 9115\`, then \`http://localhost:9115\`: the list of the last probes says why each failed.
2. Ask it from elsewhere (\`curl -v\`, \`openssl s_client\`, \`dig\`): it is there? Then the way out of the cluster is at fault: its network policy, a firewall.
3. It is an address of this cluster: see the gateway's pods, its load balancer, and the DNS record.
`,
  panel: { dashboard: DASHBOARD, key: "up" },
  tests: [
    fires({
      series: {
        'probe_success{job="probes",probe="shop",instance="https://shop.zai.dev"}': "1x5 0x20",
        'probe_success{job="probes",probe="mail",instance="mail.zai.dev:993"}': "1x25",
      },
      at: "15m",
      expect: [
        {
          labels: { probe: "shop", instance: "https://shop.zai.dev" },
          summary: "Probe shop fails: https://shop.zai.dev does not answer as it should",
          description:
            "No answer of https://shop.zai.dev has been right for 5 minutes: none came, or its status, text or certificate is wrong.",
        },
      ],
    }),
    // A single wrong answer is none.
    silent({ series: { 'probe_success{job="probes",probe="shop",instance="x"}': "1x5 0x2 1x20" }, at: "15m" }),
  ],
});

export const certificateExpiresSoon = defineAlert({
  name: "CertificateExpiresSoon",
  signal: certificateRest,
  below: "14d",
  for: "1h",
  severity: "warning",
  summary: "The certificate of {{ $labels.instance }} expires in {{ $value | humanizeDuration }}",
  description:
    "Certificates that are renewed by themselves are so a month before their end: this one was not. When it ends, nobody gets in.",
  runbook: `
1. \`openssl s_client -connect HOST:443 -servername HOST | openssl x509 -noout -enddate -issuer\`: which certificate is it?
2. One of this cluster: \`kubectl get certificates,orders,challenges -A\`, and the events of what is not ready.
3. One from elsewhere: its owner has to renew it.
`,
  panel: { dashboard: DASHBOARD, key: "certificates" },
  tests: [
    fires({
      series: {
        'probe_ssl_earliest_cert_expiry{job="probes",probe="mail",instance="mail.zai.dev:993"}': "864000x120",
        'probe_ssl_earliest_cert_expiry{job="probes",probe="shop",instance="https://shop.zai.dev"}': "8640000x120",
      },
      at: "90m",
      expect: [
        {
          labels: { probe: "mail", instance: "mail.zai.dev:993" },
          summary: "The certificate of mail.zai.dev:993 expires in 9d 22h 30m 0s",
          description:
            "Certificates that are renewed by themselves are so a month before their end: this one was not. When it ends, nobody gets in.",
        },
      ],
    }),
    // Renewed within the hour.
    silent({
      series: { 'probe_ssl_earliest_cert_expiry{job="probes",probe="mail",instance="x"}': "864000x30 8640000x90" },
      at: "90m",
    }),
  ],
});

/** Only where the config has probes. */
export const probeAlerts = defineAlertGroup({ name: "probes", alerts: [probeDown, certificateExpiresSoon] });
