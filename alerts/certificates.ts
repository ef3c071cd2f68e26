import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql } from "../src/dashboard";

const DASHBOARD = "certificates";

// cert-manager says 0 for a time that it does not know yet.

/** Time until a certificate ends. */
export const certificateRest = defineSignal({
  expr: promql`
    min by (namespace, name) ((certmanager_certificate_expiration_timestamp_seconds > 0) - time())`,
  unit: "s",
});

/** Time since a certificate should have been renewed. */
export const renewalDelay = defineSignal({
  expr: promql`
    max by (namespace, name) (time() - (certmanager_certificate_renewal_timestamp_seconds > 0))`,
  unit: "s",
});

/** 1 for a certificate that is not there, not valid, or not what was asked for. */
export const certificateUnready = defineSignal({
  expr: promql`max by (namespace, name) (certmanager_certificate_ready_status{condition!="True"})`,
  unit: "none",
});

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

/** Time of the tests begins at 0, at which a certificate that ends at this time has so long to go. */
const CERTIFICATE = '{namespace="observability",name="grafana",issuer_name="letsencrypt",issuer_kind="ClusterIssuer"}';

export const certificateNotReady = defineAlert({
  name: "CertificateNotReady",
  signal: certificateUnready,
  above: 0,
  for: "1h",
  severity: "warning",
  summary: "Certificate {{ $labels.namespace }}/{{ $labels.name }} is not ready",
  description:
    "It has been so for an hour. A new host has no certificate yet; an old one goes on with the one it has, until that ends.",
  runbook: `
1. \`kubectl -n NAMESPACE describe certificate NAME\`, then its \`certificaterequest\`, \`order\` and \`challenge\`: the last of them that is there says what it waits for.
2. A challenge: CertificateChallengeFailed. An order that is refused: AcmeRefuses. No request at all: IssuerNotReady.
3. Mended: \`cmctl renew -n NAMESPACE NAME\`, or delete the certificaterequest that failed.
`,
  panel: { dashboard: DASHBOARD, key: "not-ready" },
  tests: [
    fires({
      series: {
        'certmanager_certificate_ready_status{namespace="observability",name="grafana",condition="False"}': "1x90",
        'certmanager_certificate_ready_status{namespace="observability",name="grafana",condition="True"}': "0x90",
      },
      at: "80m",
      expect: [
        {
          labels: { namespace: "observability", name: "grafana" },
          summary: "Certificate observability/grafana is not ready",
        },
      ],
    }),
    // Issued within minutes.
    silent({
      series: {
        'certmanager_certificate_ready_status{namespace="observability",name="grafana",condition="False"}': "1x5 0x90",
        'certmanager_certificate_ready_status{namespace="observability",name="grafana",condition="True"}': "0x5 1x90",
      },
      at: "80m",
    }),
  ],
});

export const certificateRenewalOverdue = defineAlert({
  name: "CertificateRenewalOverdue",
  signal: renewalDelay,
  above: "6h",
  for: "10m",
  severity: "warning",
  summary:
    "Certificate {{ $labels.namespace }}/{{ $labels.name }} should have been renewed {{ $value | humanizeDuration }} ago",
  description:
    "It should have been renewed by now, and was not. It works until it ends; when that is says the dashboard.",
  runbook: `
1. The steps of CertificateNotReady.
2. \`kubectl -n NAMESPACE get certificate NAME -o jsonpath='{.status}'\`: \`failedIssuanceAttempts\` and \`lastFailureTime\`; cert-manager waits longer after each failure, up to 32 hours.
3. CertManagerSilent: nobody is there to renew it.
`,
  panel: { dashboard: DASHBOARD, key: "renewal-delay" },
  tests: [
    fires({
      series: { [`certmanager_certificate_renewal_timestamp_seconds${CERTIFICATE}`]: "3600x600" },
      at: "8h",
      expect: [
        {
          labels: { namespace: "observability", name: "grafana" },
          summary: "Certificate observability/grafana should have been renewed 7h 0m 0s ago",
        },
      ],
    }),
    silent({
      series: {
        [`certmanager_certificate_renewal_timestamp_seconds${CERTIFICATE}`]: "3600x90 5184000x600",
        // Never issued.
        'certmanager_certificate_renewal_timestamp_seconds{namespace="shop",name="new"}': "0x600",
      },
      at: "8h",
    }),
  ],
});

export const certificateAboutToExpire = defineAlert({
  name: "CertificateAboutToExpire",
  signal: certificateRest,
  below: "1d",
  for: "5m",
  severity: "critical",
  summary: "Certificate {{ $labels.namespace }}/{{ $labels.name }} ends in {{ $value | humanizeDuration }}",
  description: "When it ends nobody gets in: browsers and programs refuse it.",
  runbook: `
1. The steps of CertificateNotReady: what keeps it from being renewed?
2. It cannot be mended in time: get a certificate elsewhere, and write it into its Secret: \`kubectl -n NAMESPACE create secret tls SECRET --cert=FILE --key=FILE --dry-run=client -o yaml | kubectl apply -f -\`, after \`kubectl -n NAMESPACE delete certificate NAME\`, which would write over it.
3. A rate limit of Let's Encrypt (AcmeRefuses, 429) ends after a week at most: take another authority, or one more name in the certificate.
`,
  panel: { dashboard: DASHBOARD, key: "rest" },
  tests: [
    fires({
      series: { [`certmanager_certificate_expiration_timestamp_seconds${CERTIFICATE}`]: "43200x60" },
      at: "1h",
      expect: [
        {
          labels: { namespace: "observability", name: "grafana" },
          summary: "Certificate observability/grafana ends in 11h 0m 0s",
        },
      ],
    }),
    silent({
      series: {
        [`certmanager_certificate_expiration_timestamp_seconds${CERTIFICATE}`]: "7776000x60",
        // Never issued: CertificateNotReady.
        'certmanager_certificate_expiration_timestamp_seconds{namespace="shop",name="new"}': "0x60",
      },
      at: "1h",
    }),
  ],
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
export const certificates = defineAlertGroup({
  name: "certificates",
  alerts: [
    certificateNotReady,
    certificateRenewalOverdue,
    certificateAboutToExpire,
    issuerNotReady,
    certificateChallengeFailed,
    acmeRefuses,
    certManagerDown,
  ],
});
