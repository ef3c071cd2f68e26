import { scrapeAnnotations } from "../../src/charts";
import { sizedValues } from "../../src/sizing/containers";
import type { Size } from "../../src/sizing/profiles";
import type { SecretRef } from "../../src/terraform";

export interface ExternalDnsValuesProps {
  /** What containers ask for. @default small */
  readonly size?: Size | undefined;
  /** Records are made in this domain and under it, and nowhere else. It has to be at DigitalOcean already. */
  readonly domain: string;
  /** Whose records they are: it stands in a TXT record beside each, and records of others are left alone. Never change it. */
  readonly owner: string;
  /** Whether a record goes when its Ingress does. @default upsert-only */
  readonly policy?: "upsert-only" | "sync";
  /** How often records are compared with the hosts, such as `1m`. @default 1m */
  readonly interval?: string;
}

/** Before the name of the record that a TXT record is about: without the dot that of the domain itself would lie outside of it. */
const OWNER_RECORD = "external-dns-%{record_type}.";

/** Helm values of the controller that makes a record for the host of every Ingress. */
export function externalDnsValues(props: ExternalDnsValuesProps, token: SecretRef): Record<string, unknown> {
  return {
    ...sizedValues("external-dns", props.size),
    podAnnotations: scrapeAnnotations("external-dns", "external-dns"),
    provider: { name: "digitalocean" },
    env: [{ name: "DO_TOKEN", valueFrom: { secretKeyRef: { name: token.name, key: token.key } } }],
    sources: ["ingress"],
    domainFilters: [props.domain],
    policy: props.policy ?? "upsert-only",
    registry: "txt",
    txtOwnerId: props.owner,
    txtPrefix: OWNER_RECORD,
    interval: props.interval ?? "1m",
    // A new host does not wait for the next round.
    triggerLoopOnEvent: true,
    logFormat: "json",
  };
}
