import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql } from "../src/dashboard";

const DASHBOARD = "certificates";

/** 1 for an issuer that cannot issue. */
export const issuerUnready = defineSignal({
  expr: promql`
    max by (name) (
      certmanager_issuer_ready_status{condition!="True"} or certmanager_clusterissuer_ready_status{condition!="True"}
    )`,
  unit: "none",
});

/** 1 for a proof of a domain that has failed. */
export const challengeFailed = defineSignal({
  expr: promql`
    max by (namespace, domain) (certmanager_certificate_challenge_status{status=~"errored|expired|invalid"})`,
  unit: "none",
});

/** Answers of the authority within an hour that were a refusal: of too many requests, or of who asks. */
export const acmeRefusals = defineSignal({
  expr: promql`sum by (host, status) (increase(certmanager_http_acme_client_request_count{status=~"401|403|429|5.."}[1h]))`,
  unit: "short",
  min: 0,
});

/** 1 while cert-manager says nothing. */
export const certManagerSilent = defineSignal({
  expr: promql`absent(certmanager_clock_time_seconds)`,
  unit: "none",
});

export const issuerNotReady = defineAlert({
  name: "IssuerNotReady",
  signal: issuerUnready,
  above: 0,
  for: "15m",
  severity: "warning",
  summary: "Issuer {{ $labels.name }} cannot issue certificates",
  description: "No certificate of it is made or renewed. Those that are there work until they end.",
  runbook: `
1. \`kubectl describe clusterissuer NAME\` (or \`issuer\`): \`Failed to register ACME account\` is the way to the authority: a network policy, a firewall, its status page.
2. \`invalid contact\`: \`ingress.certificates.email\` in the client's config.
3. A Secret that is missing: the key of its account, or the token for DNS.
`,
  panel: { dashboard: DASHBOARD, key: "issuers" },
  tests: [
    fires({
      series: {
        'certmanager_clusterissuer_ready_status{name="letsencrypt",condition="False"}': "1x30",
        'certmanager_clusterissuer_ready_status{name="letsencrypt",condition="True"}': "0x30",
      },
      at: "20m",
      expect: [
        {
          labels: { name: "letsencrypt" },
          summary: "Issuer letsencrypt cannot issue certificates",
        },
      ],
    }),
    silent({
      series: {
        'certmanager_issuer_ready_status{namespace="shop",name="own",condition="Unknown"}': "1x3 0x30",
        'certmanager_issuer_ready_status{namespace="shop",name="own",condition="True"}': "0x3 1x30",
      },
      at: "20m",
    }),
  ],
});

function challenge(status: string, values: string) {
  const labels = `namespace="observability",name="grafana-1",domain="grafana.zai.dev",type="HTTP-01"`;
  return { [`certmanager_certificate_challenge_status{${labels},status="${status}"}`]: values };
}

export const certificateChallengeFailed = defineAlert({
  name: "CertificateChallengeFailed",
  signal: challengeFailed,
  above: 0,
  for: "10m",
  severity: "warning",
  summary: "Let's Encrypt could not verify {{ $labels.domain }} for {{ $labels.namespace }}",
  description: "The authority could not see that the domain is ours. cert-manager tries again, ever more seldom.",
  runbook: `
1. \`kubectl -n NAMESPACE describe challenge\`: the authority's own words.
2. HTTP-01: \`dig +short DOMAIN\` must be the load balancer; \`curl -v http://DOMAIN/.well-known/acme-challenge/x\` must reach the cluster from outside. A CAA record that names another authority?
3. DNS-01: \`dig +short TXT _acme-challenge.DOMAIN\`; the token for the DNS provider.
4. Mended: \`cmctl renew -n NAMESPACE CERTIFICATE\`. Let's Encrypt takes five failures an hour for a name: do not try more.
`,
  panel: { dashboard: DASHBOARD, key: "challenges" },
  tests: [
    fires({
      series: challenge("invalid", "1x30"),
      at: "15m",
      expect: [
        {
          labels: { namespace: "observability", domain: "grafana.zai.dev" },
          summary: "Let's Encrypt could not verify grafana.zai.dev for observability",
        },
      ],
    }),
    silent({ series: challenge("pending", "1x30"), at: "15m" }),
  ],
});

export const acmeRefuses = defineAlert({
  name: "AcmeRefuses",
  signal: acmeRefusals,
  above: 5,
  for: "10m",
  severity: "warning",
  summary: "{{ $labels.host }} refuses to issue certificates, with status {{ $labels.status }}",
  description: "More than five times in an hour. No certificate is made or renewed until it does again.",
  runbook: `
1. 429 is a limit: \`kubectl get challenges,orders -A\`: who asks so often? Delete certificates that can never succeed. The limits of Let's Encrypt end after an hour to a week.
2. 401, 403: its account: IssuerNotReady.
3. 5xx: the status page of the authority. Nothing to do; cert-manager tries again.
`,
  panel: { dashboard: DASHBOARD, key: "acme" },
  tests: [
    fires({
      series: {
        'certmanager_http_acme_client_request_count{host="acme-v02.api.letsencrypt.org",status="429",method="POST"}':
          "0+1x90",
      },
      at: "80m",
      expect: [
        {
          labels: { host: "acme-v02.api.letsencrypt.org", status: "429" },
          summary: "acme-v02.api.letsencrypt.org refuses to issue certificates, with status 429",
        },
      ],
    }),
    // A nonce that was too old is asked for again.
    silent({
      series: {
        'certmanager_http_acme_client_request_count{host="acme-v02.api.letsencrypt.org",status="400",method="POST"}':
          "0+1x90",
        'certmanager_http_acme_client_request_count{host="acme-v02.api.letsencrypt.org",status="429",method="POST"}':
          "0x30 1x60",
      },
      at: "80m",
    }),
  ],
});

export const certManagerDown = defineAlert({
  name: "CertManagerSilent",
  signal: certManagerSilent,
  above: 0,
  for: "1h",
  severity: "warning",
  summary: "cert-manager has said nothing for an hour",
  description:
    "No certificate is made or renewed. Those that are there work until they end; nobody would tell of that either.",
  runbook: `
1. \`kubectl get pods -A -l app.kubernetes.io/name=cert-manager\`: does it run, does it restart?
2. It runs: Prometheus, Status, Target health, job kubernetes-pods: what is said of its target?
3. It is not there: apply the platform stack again.
`,
  panel: { dashboard: DASHBOARD, key: "silent" },
  tests: [
    fires({
      series: { 'up{job="prometheus"}': "1x90" },
      at: "80m",
      expect: [{ labels: {}, summary: "cert-manager has said nothing for an hour" }],
    }),
    silent({ series: { 'certmanager_clock_time_seconds{pod="cert-manager-1"}': "0+60x90" }, at: "80m" }),
  ],
});

/** Only where cert-manager runs. */
export const certificateIssuers = defineAlertGroup({
  name: "certificate-issuers",
  alerts: [issuerNotReady, certificateChallengeFailed, acmeRefuses, certManagerDown],
});
