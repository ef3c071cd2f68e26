import type { Construct } from "constructs";
import { Component, type ComponentProps, type Dependable, leaveAlone, resource } from "../../src/terraform";
import { DataDigitaloceanDomain, DnsRecord, Domain } from "../../src/terraform/digitalocean";

export interface DigitalOceanRecordsProps extends ComponentProps {
  readonly domain: string;
  /** Whether the domain is at DigitalOcean already. */
  readonly existing: boolean;
  /** Refuse to destroy a domain that is made here: records of others would go with it. */
  readonly deletionProtection: boolean;
  /** The domain itself, or names under it. */
  readonly hosts: readonly string[];
  /** IP address of the gateway. */
  readonly address: string;
}

/** How long others may keep an address: so long a new load balancer is not found. */
const TTL_SECONDS = 300;

/** Records at DigitalOcean that lead every host to the gateway. */
export class DigitalOceanRecords extends Component {
  /** For what asks for the hosts: a name that is not found is remembered as such. */
  readonly made: readonly Dependable[];

  constructor(scope: Construct, id: string, props: DigitalOceanRecordsProps) {
    super(scope, id, props);
    const domain = domainName(this, props);
    this.made = props.hosts.map((host) =>
      resource(DnsRecord, this, `record-${host}`, {
        domain,
        type: "A",
        name: recordName(host, props.domain),
        value: props.address,
        ttl: TTL_SECONDS,
      }),
    );
  }
}

function domainName(scope: Construct, { domain, existing, deletionProtection }: DigitalOceanRecordsProps): string {
  if (existing) {
    const found = resource(DataDigitaloceanDomain, scope, "domain", { name: domain });
    // Where an earlier apply made the domain, its resource had this very id.
    leaveAlone(scope, `digitalocean_domain.${found.friendlyUniqueId}`);
    return found.name;
  }
  const made = resource(Domain, scope, "domain", { name: domain, lifecycle: { preventDestroy: deletionProtection } });
  return made.name;
}

/**
 * A host as DigitalOcean wants it beside its domain.
 *
 * @throws Error for a host that is not of the domain.
 */
export function recordName(host: string, domain: string): string {
  if (host === domain) return "@";
  if (host.endsWith(`.${domain}`)) return host.slice(0, -domain.length - 1);
  throw new Error(`host ${host} is not under the domain ${domain}`);
}
