import * as issuers from "../alerts/certificate-issuers";
import * as certificates from "../alerts/certificates";
import { defineDashboard, promql, type Row } from "../src/dashboard";
import { lines, number, offenders, watched } from "./panels";

const CERTIFICATE = "{{namespace}}/{{name}}";

const now: Row = {
  title: "State now",
  panels: [
    number({
      key: "count",
      title: "Certificates",
      description: "Certificates that cert-manager keeps. No data: it says nothing (CertManagerSilent).",
      expr: promql`count(count by (namespace, name) (certmanager_certificate_ready_status))`,
      unit: "short",
      decimals: 0,
    }),
    number({
      key: "next",
      title: "Next end",
      description: "Time until the first of them ends. They are renewed when a third of their life is left.",
      expr: promql`min(${certificates.certificateRest.expr})`,
      unit: "s",
      thresholds: [certificates.certificateAboutToExpire],
    }),
    offenders({
      alert: certificates.certificateNotReady,
      title: "Not ready",
      description: "Not there, not valid, or not what was asked for (CertificateNotReady). Empty is good.",
      columns: { namespace: "Namespace", name: "Certificate" },
      width: 6,
      height: 4,
    }),
    offenders({
      alert: issuers.issuerNotReady,
      title: "Issuers that cannot issue",
      description: "Nothing of theirs is made or renewed (IssuerNotReady). Empty is good.",
      columns: { name: "Issuer" },
      width: 4,
      height: 4,
    }),
    offenders({
      alert: issuers.certificateChallengeFailed,
      title: "Domains not verified",
      description: "The authority could not see that they are ours (CertificateChallengeFailed). Empty is good.",
      columns: { namespace: "Namespace", domain: "Domain" },
      width: 6,
      height: 4,
    }),
  ],
};

const time: Row = {
  title: "Time left",
  panels: [
    watched({
      alert: certificates.certificateAboutToExpire,
      title: "Until it ends",
      description:
        "Falls, and jumps with each renewal. Below the line is CertificateAboutToExpire: nobody gets in soon.",
      legend: CERTIFICATE,
    }),
    watched({
      alert: certificates.certificateRenewalOverdue,
      title: "Since it should have been renewed",
      description: "Below 0 all is well. Above the line is CertificateRenewalOverdue.",
      legend: CERTIFICATE,
    }),
  ],
};

const authority: Row = {
  title: "The authority, and cert-manager itself",
  panels: [
    lines({
      key: "acme-requests",
      title: "Requests to the authority",
      description: "By status. 429 is a limit, 4xx beside it a fault of ours, 5xx one of theirs.",
      expr: promql`
        sum by (status) (rate(certmanager_http_acme_client_request_count[$__rate_interval])) * 3600 > 0`,
      legend: "{{status}}",
      unit: "suffix: an hour",
      min: 0,
      width: 8,
    }),
    offenders({
      alert: issuers.acmeRefuses,
      title: "Refusals in the last hour",
      description: "More than five, by host and status (AcmeRefuses). Empty is good.",
      columns: { host: "Authority", status: "Status", Value: "How many" },
      width: 8,
    }),
    watched({
      alert: issuers.certManagerDown,
      title: "cert-manager silent",
      description: "1 while it says nothing: nobody renews anything (CertManagerSilent). Empty is good.",
      legend: "silent",
      width: 8,
    }),
  ],
};

/** Only where cert-manager runs. */
export const certificatesDashboard = defineDashboard({
  uid: "certificates",
  title: "Certificates",
  description: "Which certificate ends next, is it being renewed, and if not, who refuses?",
  folder: "Platform",
  tags: ["belvedere", "ingress"],
  range: "7d",
  refresh: "5m",
  rows: [now, time, authority],
});
