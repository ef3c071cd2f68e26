import { z } from "zod";

const DNS_LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

/** A name that Kubernetes, Terraform and DigitalOcean all take: lower-case, digits, hyphens. */
export const name = z
  .string()
  .regex(
    /^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/,
    "must be lower-case letters, digits and hyphens, start with a letter, at most 40 characters",
  );

/** A name of one label, as Kubernetes gives it to a namespace. */
export const kubernetesName = z
  .string()
  .regex(new RegExp(`^${DNS_LABEL}$`), "must be lower-case letters, digits and hyphens");

/** A key that may be left out, with the description that it has. */
export function optional<T extends z.ZodType>(schema: T): z.ZodOptional<T> {
  const { id: _, ...meta } = schema.meta() ?? {};
  return schema.optional().meta(meta);
}

/** A fully qualified lower-case DNS name. */
export const dnsName = z
  .string()
  .max(253)
  .regex(new RegExp(`^${DNS_LABEL}(\\.${DNS_LABEL})+$`), "must be a lower-case DNS name such as grafana.example.com");

/** A host, by name or by address. */
export const host = z.string().regex(/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/, "must be a host name or an address");

/** A TCP port. */
export const port = z.int().min(1).max(65535);

/** A duration in one unit: seconds, minutes, hours, days, weeks. */
export const duration = z
  .string()
  .regex(/^[1-9][0-9]*(s|m|h|d|w)$/, "must be a whole number with one unit of s, m, h, d, w, such as 15d");

/** A quantity of memory or storage in binary units. */
export const quantity = z
  .string()
  .regex(/^[1-9][0-9]*(Mi|Gi|Ti)$/, "must be a whole number with one unit of Mi, Gi, Ti, such as 8Gi");

const BUCKET = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;
const BUCKET_MUST = "must be 3 to 63 lower-case letters, digits and hyphens";

/** Name of a bucket of an S3 store. */
export const bucketName = z.string().regex(BUCKET, BUCKET_MUST);

/** The same for what cannot be without one. @param why said where it is missing */
export function neededBucket(why: string) {
  return z.string().regex(BUCKET, `${BUCKET_MUST}: ${why}`);
}

/** The size of a line of text. */
export const lineSize = z
  .string()
  .regex(/^[1-9][0-9]{0,4}(Ki|Mi)$/, "must be a whole number with one unit of Ki, Mi, such as 256Ki");

/** An http or https address. */
export const httpUrl = z
  .string()
  .regex(/^https?:\/\/[^\s/?#]+[^\s]*$/, "must be an http or https address")
  .refine(isUrl, "must be an http or https address");

/** An https address. */
export const httpsUrl = z
  .string()
  .regex(/^https:\/\/[^\s/?#]+[^\s]*$/, "must be an https address")
  .refine(isUrl, "must be an https address");

/** What no regular expression tells: `https://[half` is none. */
function isUrl(text: string): boolean {
  return URL.canParse(text);
}

/** Overrides of Helm values, held against the chart's known keys. */
export const helmValues = z
  .record(z.string(), z.unknown())
  .default({})
  .meta({
    description:
      "Overrides of the chart's Helm values, merged over ours (maps deeply, lists replaced). Unknown keys are refused.",
    examples: [{}],
  });

const fromEnvironment = z
  .strictObject({
    env: z
      .string()
      .regex(/^[A-Z][A-Z0-9_]*$/, "must be the name of an environment variable, such as SLACK_WEBHOOK")
      .meta({
        description: "Environment variable of the deploying job. Its value goes through an ephemeral variable.",
        examples: ["SLACK_WEBHOOK"],
      }),
    revision: z
      .int()
      .min(1)
      .default(1)
      .meta({ description: "Raise it to have a changed value written to the cluster.", examples: [2] }),
  })
  .meta({ id: "SecretFromEnvironment" });

const existingSecret = z
  .strictObject({
    existing: z
      .strictObject({
        name: z
          .string()
          .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, "must be the name of a Kubernetes Secret")
          .meta({ description: "Name of the Secret, in the namespace of its consumer.", examples: ["grafana-admin"] }),
        key: z
          .string()
          .regex(/^[A-Za-z0-9._-]+$/, "must be a key of the Secret")
          .meta({ description: "Key within the Secret.", examples: ["password"] }),
      })
      .meta({
        description: "A Secret that is in the cluster already.",
        examples: [{ name: "grafana-admin", key: "password" }],
      }),
  })
  .meta({ id: "SecretInCluster" });

const generatedSecret = z
  .strictObject({
    generated: z
      .strictObject({
        length: z
          .int()
          .min(16)
          .max(128)
          .default(32)
          .meta({ description: "Letters and digits of the value, when it is made.", examples: [32] }),
      })
      .meta({
        description:
          "A random value that only the cluster knows; `belvedere show` says how to read it. Where nobody outside has to know it.",
        examples: [{ length: 32 }],
      }),
    revision: z
      .int()
      .min(1)
      .default(1)
      .meta({ description: "Raise it to have the value made anew.", examples: [2] }),
  })
  .meta({ id: "GeneratedSecret" });

const externalSecret = z
  .strictObject({
    externalSecret: z
      .strictObject({
        store: name.meta({ description: "A store of `secrets.stores`.", examples: ["vault"] }),
        key: z
          .string()
          .min(1)
          .max(512)
          .meta({ description: "Entry of the store, as the store names it.", examples: ["observability/grafana"] }),
        property: z
          .string()
          .min(1)
          .max(255)
          .optional()
          .meta({ description: "Field of the entry. Without it: the whole entry.", examples: ["password"] }),
        refreshInterval: duration
          .default("1h")
          .meta({ description: "How often the store is asked for another value.", examples: ["15m"] }),
      })
      .meta({
        description: "An entry of a store outside, which the External Secrets Operator copies into the cluster.",
        examples: [{ store: "vault", key: "observability/grafana", property: "password" }],
      }),
    revision: z
      .int()
      .min(1)
      .default(1)
      .meta({
        description: "Raise it when the store has another value, to have what uses it start anew.",
        examples: [2],
      }),
  })
  .meta({ id: "SecretFromStore" });

/** What a secret may be that is needed before any store can be asked. */
export const storeSecret = z.union([fromEnvironment, existingSecret]).meta({ id: "StoreSecret" });

/** Where a secret comes from. A literal is refused: it would lie in the repository and in the state. */
export const secretSource = z.union([fromEnvironment, existingSecret, externalSecret]).meta({ id: "SecretSource" });

/** The same for a secret that nobody outside of the cluster has to know. */
export const ownSecret = z
  .union([fromEnvironment, existingSecret, externalSecret, generatedSecret])
  .meta({ id: "OwnSecret" });

export type SecretSource = z.output<typeof ownSecret>;
