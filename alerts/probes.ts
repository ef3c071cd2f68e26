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

export const probeFlapping = defineAlert({
  name: "ProbeFlapping",
  signal: defineSignal({
    expr: promql`max by (probe, instance) (changes(probe_success[1h]))`,
    unit: "short",
    min: 0,
    decimals: 0,
  }),
  above: 6,
  severity: "warning",
  summary: "Probe {{ $labels.probe }} comes and goes: {{ $value | humanize }} times within an hour",
  description:
    "{{ $labels.instance }} is never away for long enough for ProbeDown, and away again and again for people.",
  runbook: `
1. The panel "Right answers": a beat (a restart by the clock, a lease that ends) or at random (a line that fails, one of several pods)?
2. Several addresses behind one name: ask each (\`curl --resolve HOST:443:ADDRESS https://HOST\`).
3. The panel "Time to an answer": near the timeout it is only slow; see ProbeSlow.
`,
  panel: { dashboard: DASHBOARD, key: "flapping" },
  tests: [
    fires({
      series: {
        'probe_success{job="probes",probe="shop",instance="https://shop.zai.dev"}':
          "1x9 0x4 1x4 0x4 1x4 0x4 1x4 0x4 1x4 0x4",
      },
      at: "55m",
      expect: [
        {
          labels: { probe: "shop", instance: "https://shop.zai.dev" },
          summary: "Probe shop comes and goes: 9 times within an hour",
          description:
            "https://shop.zai.dev is never away for long enough for ProbeDown, and away again and again for people.",
        },
      ],
    }),
    // One outage: it went, and it came.
    silent({ series: { 'probe_success{job="probes",probe="shop",instance="x"}': "1x9 0x20 1x30" }, at: "55m" }),
  ],
});

export const probeSlow = defineAlert({
  name: "ProbeSlow",
  signal: defineSignal({
    expr: promql`max by (probe, instance) (avg_over_time(probe_duration_seconds[10m]) and probe_success == 1)`,
    unit: "s",
    min: 0,
  }),
  above: "3s",
  for: "10m",
  severity: "warning",
  summary: "Probe {{ $labels.probe }} takes {{ $value | humanizeDuration }}",
  description: "{{ $labels.instance }} answers rightly, but so slowly that people give up. At 10 s it counts as down.",
  runbook: `
1. The panel "Where the time goes": \`resolve\` is DNS, \`connect\` and \`tls\` the line, \`processing\` the program itself.
2. The program: its own dashboard; its database; its CPU.
3. An address of this cluster: the gateway's latency, and its pods.
`,
  panel: { dashboard: DASHBOARD, key: "duration" },
  tests: [
    fires({
      series: {
        'probe_duration_seconds{job="probes",probe="shop",instance="https://shop.zai.dev"}': "4x40",
        'probe_success{job="probes",probe="shop",instance="https://shop.zai.dev"}': "1x40",
      },
      at: "25m",
      expect: [
        {
          labels: { probe: "shop", instance: "https://shop.zai.dev" },
          summary: "Probe shop takes 4s",
          description:
            "https://shop.zai.dev answers rightly, but so slowly that people give up. At 10 s it counts as down.",
        },
      ],
    }),
    // It is down: ProbeDown says so.
    silent({
      series: {
        'probe_duration_seconds{job="probes",probe="shop",instance="x"}': "10x40",
        'probe_success{job="probes",probe="shop",instance="x"}': "0x40",
      },
      at: "25m",
    }),
  ],
});

export const probeNameSlow = defineAlert({
  name: "ProbeNameSlow",
  signal: defineSignal({
    expr: promql`max by (probe, instance) (avg_over_time(probe_dns_lookup_time_seconds[10m]))`,
    unit: "s",
    min: 0,
  }),
  above: 1,
  for: "10m",
  severity: "warning",
  summary: "The name of probe {{ $labels.probe }} takes {{ $value | humanizeDuration }} to be found",
  description:
    "DNS is slow for {{ $labels.instance }}: its first server does not answer, or the cluster's own resolver is at its limit.",
  runbook: `
1. All probes, or one? All: CoreDNS (\`kubectl -n kube-system get pods -l k8s-app=kube-dns\`, its CPU), or the resolver behind it.
2. One: \`dig +trace NAME\`: which server of that domain is silent? Its owner has to mend it.
`,
  panel: { dashboard: DASHBOARD, key: "names" },
  tests: [
    fires({
      series: { 'probe_dns_lookup_time_seconds{job="probes",probe="shop",instance="https://shop.zai.dev"}': "2x40" },
      at: "25m",
      expect: [
        {
          labels: { probe: "shop", instance: "https://shop.zai.dev" },
          summary: "The name of probe shop takes 2s to be found",
          description:
            "DNS is slow for https://shop.zai.dev: its first server does not answer, or the cluster's own resolver is at its limit.",
        },
      ],
    }),
    silent({
      series: { 'probe_dns_lookup_time_seconds{job="probes",probe="shop",instance="x"}': "0.01x20 5 0.01x30" },
      at: "25m",
    }),
  ],
});

export const probeOldTls = defineAlert({
  name: "ProbeOldTls",
  signal: defineSignal({
    expr: promql`max by (probe, instance, version) (probe_tls_version_info{version=~"TLS 1\\.[01]"})`,
    unit: "none",
    min: 0,
    max: 1,
  }),
  above: 0,
  for: "1h",
  severity: "info",
  summary: "{{ $labels.instance }} speaks no newer than {{ $labels.version }}",
  description: "Browsers refuse it, and who listens may read along.",
  runbook: `
1. Of this cluster: the gateway offers 1.2 and later, so something before it ends TLS: a load balancer, a proxy.
2. From elsewhere: tell its owner.
`,
  panel: { dashboard: DASHBOARD, key: "old-tls" },
  tests: [
    fires({
      series: {
        'probe_tls_version_info{job="probes",probe="mail",instance="mail.zai.dev:993",version="TLS 1.0"}': "1x90",
      },
      at: "75m",
      expect: [
        {
          labels: { probe: "mail", instance: "mail.zai.dev:993", version: "TLS 1.0" },
          summary: "mail.zai.dev:993 speaks no newer than TLS 1.0",
        },
      ],
    }),
    silent({
      series: { 'probe_tls_version_info{job="probes",probe="mail",instance="x",version="TLS 1.3"}': "1x90" },
      at: "75m",
    }),
  ],
});

/** Only where the config has probes. */
export const probeAlerts = defineAlertGroup({
  name: "probes",
  alerts: [probeDown, certificateExpiresSoon, probeFlapping, probeSlow, probeNameSlow, probeOldTls],
});
