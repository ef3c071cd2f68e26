import { z } from "zod";
import { helmValues, secretSource } from "./common";

const existing = z.strictObject({
  issuer: z
    .literal("existing")
    .meta({ description: "Who issues: `existing` takes a certificate that you bring.", examples: ["existing"] }),
  secret: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, "must be the name of a Kubernetes Secret")
    .meta({
      description:
        "Secret of type kubernetes.io/tls, valid for every host of this client, in each namespace that serves one.",
      examples: ["zai-dev-tls"],
    }),
});

const letsencrypt = z.strictObject({
  issuer: z.literal("letsencrypt").meta({
    description: "Who issues: `letsencrypt` has cert-manager ask Let's Encrypt, and renew in time.",
    examples: ["letsencrypt"],
  }),
  email: z
    .string()
    .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "must be an e-mail address")
    .meta({ description: "Address of the account at Let's Encrypt.", examples: ["ops@zai.dev"] }),
  environment: z
    .enum(["production", "staging"])
    .default("production")
    .meta({
      description: "`staging` has generous limits, for trying; no browser trusts its certificates.",
      examples: ["staging"],
    }),
  challenge: z
    .enum(["http01", "dns01"])
    .default("http01")
    .meta({
      description:
        "How a host is proved to be yours. `http01`: Let's Encrypt calls it on port 80. `dns01`: by a record, which needs `ingress.dns.provider: digitalocean`.",
      examples: ["dns01"],
    }),
  wildcard: z
    .boolean()
    .default(false)
    .meta({
      description:
        "One certificate for the domain and all names under it, instead of one for each host. Needs `dns01`.",
      examples: [true],
    }),
  token: secretSource.prefault({ env: "DIGITALOCEAN_TOKEN" }).meta({
    description:
      "Token of DigitalOcean by which cert-manager makes the records of `dns01`. Best one that may do nothing else.",
    examples: [{ env: "DIGITALOCEAN_TOKEN" }],
  }),
  values: helmValues,
});

/** Certificates of the hosts. */
export const certificates = z.discriminatedUnion("issuer", [existing, letsencrypt]).meta({
  description: "Certificates of the hosts. Nothing is served over plain HTTP.",
  examples: [{ issuer: "letsencrypt", email: "ops@zai.dev" }],
});

export type LetsEncryptConfig = z.output<typeof letsencrypt>;
