import { z } from "zod";

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

/** DNS records of the hosts. */
export const dns = z
  .discriminatedUnion("provider", [none, digitalocean])
  .prefault({ provider: "none" })
  .meta({ description: "DNS records of the hosts.", examples: [{ provider: "digitalocean" }] });

export type DnsConfig = z.output<typeof dns>;
