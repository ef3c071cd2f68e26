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

/** Only where cert-manager runs. */
export const certificates = defineAlertGroup({
  name: "certificates",
  alerts: [certificateNotReady, certificateRenewalOverdue, certificateAboutToExpire],
});
