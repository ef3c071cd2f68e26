import * as alerts from "../alerts/external-dns";
import { defineDashboard, promql, type Row } from "../src/dashboard";
import { lines, number, watched } from "./panels";

const records: Row = {
  title: "DNS records",
  panels: [
    number({
      key: "wanted",
      title: "Records wanted",
      description: "By Ingresses under the domain.",
      expr: promql`sum(external_dns_source_endpoints_total)`,
      unit: "short",
      decimals: 0,
      width: 6,
    }),
    number({
      key: "known",
      title: "Records at the provider",
      description: "In the domain, by whomever they were made.",
      expr: promql`sum(external_dns_registry_endpoints_total)`,
      unit: "short",
      decimals: 0,
      width: 6,
    }),
    watched({
      alert: alerts.dnsRecordsStale,
      title: "Since records were last right",
      description: "A saw with `ingress.dns.interval` is right. A slope: the provider refuses, or does not answer.",
      legend: "age",
    }),
    watched({
      alert: alerts.dnsErrors,
      title: "Errors",
      description: "At the provider, or when Ingresses are read. Steady: some records are not made.",
      legend: "errors",
    }),
    lines({
      key: "records-over-time",
      title: "Records over time",
      description: "A fall without a deployment: who deletes them?",
      expr: promql`sum(external_dns_source_endpoints_total)`,
      legend: "wanted",
      more: { "at the provider": promql`sum(external_dns_registry_endpoints_total)` },
      unit: "short",
      min: 0,
    }),
  ],
};

/** Do names follow the Ingresses? */
export const externalDnsDashboard = defineDashboard({
  uid: "external-dns",
  title: "DNS records",
  description: "Do names follow the Ingresses, as external-dns makes them?",
  folder: "Platform",
  tags: ["belvedere", "dns"],
  rows: [records],
});
