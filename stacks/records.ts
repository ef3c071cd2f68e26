import { DigitalOceanRecords } from "../constructs/dns";
import type { ClientConfig } from "../src/config";
import { type Dependable, loadBalancerAddress, type ServiceRef, type Stack } from "../src/terraform";
import { addDigitalOceanProvider } from "../src/terraform/digitalocean";
import { hostsOf } from "./hosts";

/** Makes the DNS records of all hosts, where the config asks for them. */
export function makeRecords(stack: Stack, config: ClientConfig, gateway: ServiceRef): readonly Dependable[] {
  const { dns } = config.ingress;
  if (dns.provider === "none") return [];
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
