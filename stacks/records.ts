import { DigitalOceanRecords, ExternalDns } from "../constructs/dns";
import type { ClientConfig } from "../src/config";
import { type Backend, type Dependable, loadBalancerAddress, type ServiceRef, type Stack } from "../src/terraform";
import { addDigitalOceanProvider } from "../src/terraform/digitalocean";
import { hostsOf } from "./hosts";
import { NAMESPACES } from "./names";

/** Makes the DNS records of all hosts in this stack, where the config asks for them. */
export function makeRecords(stack: Stack, config: ClientConfig, gateway: ServiceRef): readonly Dependable[] {
  const { dns } = config.ingress;
  if (dns.provider !== "digitalocean") return [];
  addDigitalOceanProvider(stack);
  const { made } = new DigitalOceanRecords(stack, "dns", {
    domain: config.domain,
    existing: dns.existing,
    deletionProtection: dns.deletionProtection,
    hosts: hostsOf(config).map(({ host }) => host),
    address: loadBalancerAddress(stack, "gateway", gateway),
  });
  return made;
}

/** Makes the controller that makes the records, where the config asks for it; returns where it tells of itself. */
export function makeRecordController(
  stack: Stack,
  config: ClientConfig,
  after: readonly Dependable[],
): readonly Backend[] {
  const { dns } = config.ingress;
  if (dns.provider !== "external-dns") return [];
  const { metrics } = new ExternalDns(stack, "external-dns", {
    after,
    namespace: NAMESPACES.externalDns,
    domain: config.domain,
    owner: config.client,
    policy: dns.policy,
    interval: dns.interval,
    token: dns.token,
    size: config.size,
    mirror: config.charts.mirror,
    images: config.images,
    overrides: dns.values,
  });
  return [metrics];
}
