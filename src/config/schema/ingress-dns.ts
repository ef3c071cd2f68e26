import { z } from "zod";
import { duration, helmValues, secretSource } from "./common";

const none = z.strictObject({
  provider: z
    .literal("none")
    .meta({ description: "`none`: you make the records; `belvedere show` prints them.", examples: ["none"] }),
});

const digitalocean = z.strictObject({
  provider: z.literal("digitalocean").meta({
    description:
      "`digitalocean`: the last stack makes an A record for every host, with the address that the gateway's load balancer has then.",
    examples: ["digitalocean"],
  }),
  existing: z
    .boolean()
    .default(false)
    .meta({ description: "The domain is at DigitalOcean already; only records are made.", examples: [true] }),
  deletionProtection: z
    .boolean()
    .default(true)
    .meta({
      description: "Refuse every plan that would destroy the domain, and with it the records that others made there.",
      examples: [false],
    }),
});

const externalDns = z.strictObject({
  provider: z.literal("external-dns").meta({
    description:
      "`external-dns`: a controller in the cluster makes an A record for the host of every Ingress under `domain`, and follows it when it moves. The domain has to be at DigitalOcean already. Records appear a minute after their Ingress, and certificates after their records.",
    examples: ["external-dns"],
  }),
  policy: z
    .enum(["upsert-only", "sync"])
    .default("upsert-only")
    .meta({
      description:
        "`upsert-only` never deletes a record. `sync` deletes its own, known by TXT records beside them, when their Ingress goes.",
      examples: ["sync"],
    }),
  interval: duration
    .default("1m")
    .meta({ description: "How often records are compared with the hosts.", examples: ["5m"] }),
  token: secretSource.prefault({ env: "DIGITALOCEAN_TOKEN" }).meta({
    description: "Token of DigitalOcean by which the records are made. Best one that may do nothing else.",
    examples: [{ env: "DIGITALOCEAN_TOKEN" }],
  }),
  values: helmValues,
});

/** DNS records of the hosts. */
export const dns = z
  .discriminatedUnion("provider", [none, digitalocean, externalDns])
  .prefault({ provider: "none" })
  .meta({ description: "DNS records of the hosts.", examples: [{ provider: "digitalocean" }] });

export type DnsConfig = z.output<typeof dns>;
export type ExternalDnsConfig = z.output<typeof externalDns>;
