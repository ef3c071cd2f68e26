import { z } from "zod";
import { helmValues, httpsUrl, name, storeSecret } from "./common";

const kubernetesAuth = z
  .strictObject({
    kubernetes: z
      .strictObject({
        role: z
          .string()
          .min(1)
          .meta({
            description:
              "Role of Vault for the store's service account, `store-NAME` in `secret-stores`, with `audience: vault`.",
            examples: ["belvedere"],
          }),
        mountPath: z
          .string()
          .min(1)
          .default("kubernetes")
          .meta({ description: "Where the method is mounted.", examples: ["kubernetes"] }),
      })
      .meta({
        description: "By a token that Kubernetes signs for this alone: there is no password.",
        examples: [{ role: "belvedere" }],
      }),
  })
  .meta({ id: "VaultKubernetesAuth" });

const appRoleAuth = z
  .strictObject({
    appRole: z
      .strictObject({
        roleId: z
          .string()
          .min(1)
          .meta({ description: "Id of the role.", examples: ["belvedere-reader"] }),
        secretId: storeSecret.meta({ description: "Its secret.", examples: [{ env: "VAULT_SECRET_ID" }] }),
        mountPath: z
          .string()
          .min(1)
          .default("approle")
          .meta({ description: "Where the method is mounted.", examples: ["approle"] }),
      })
      .meta({
        description: "By an AppRole.",
        examples: [{ roleId: "belvedere-reader", secretId: { env: "VAULT_SECRET_ID" } }],
      }),
  })
  .meta({ id: "VaultAppRoleAuth" });

const vault = z
  .strictObject({
    vault: z
      .strictObject({
        server: httpsUrl.meta({ description: "Address of the server.", examples: ["https://vault.zai.dev"] }),
        path: z
          .string()
          .min(1)
          .default("secret")
          .meta({ description: "Mount of the key-value engine.", examples: ["secret"] }),
        version: z
          .enum(["v1", "v2"])
          .default("v2")
          .meta({ description: "Version of the key-value engine.", examples: ["v2"] }),
        namespace: z
          .string()
          .min(1)
          .optional()
          .meta({ description: "Namespace of Vault Enterprise. Without it: the root.", examples: ["platform"] }),
        auth: z
          .union([kubernetesAuth, appRoleAuth])
          .meta({ description: "How the operator signs in.", examples: [{ kubernetes: { role: "belvedere" } }] }),
      })
      .meta({
        description: "Vault, or OpenBao.",
        examples: [{ server: "https://vault.zai.dev", auth: { kubernetes: { role: "belvedere" } } }],
      }),
  })
  .meta({ id: "VaultStore" });

const aws = z
  .strictObject({
    aws: z
      .strictObject({
        service: z
          .enum(["SecretsManager", "ParameterStore"])
          .default("SecretsManager")
          .meta({ description: "Which of the two services.", examples: ["ParameterStore"] }),
        region: z
          .string()
          .min(1)
          .meta({ description: "Region of the service.", examples: ["eu-west-2"] }),
        accessKeyId: storeSecret
          .prefault({ env: "STORE_ACCESS_KEY_ID" })
          .meta({ description: "Id of a key that may read these secrets alone.", examples: [{ env: "AWS_KEY_ID" }] }),
        secretAccessKey: storeSecret
          .prefault({ env: "STORE_SECRET_ACCESS_KEY" })
          .meta({ description: "The key itself.", examples: [{ env: "AWS_KEY" }] }),
      })
      .meta({ description: "AWS Secrets Manager or Parameter Store.", examples: [{ region: "eu-west-2" }] }),
  })
  .meta({ id: "AwsStore" });

const gcp = z
  .strictObject({
    gcp: z
      .strictObject({
        project: z
          .string()
          .min(1)
          .meta({ description: "Id of the project.", examples: ["zai-secrets"] }),
        serviceAccountKey: storeSecret.prefault({ env: "STORE_SERVICE_ACCOUNT_KEY" }).meta({
          description: "JSON key of a service account that may read these secrets alone.",
          examples: [{ env: "GCP_KEY" }],
        }),
      })
      .meta({ description: "Google Secret Manager.", examples: [{ project: "zai-secrets" }] }),
  })
  .meta({ id: "GcpStore" });

const onePassword = z
  .strictObject({
    onePassword: z
      .strictObject({
        vault: z
          .string()
          .min(1)
          .meta({ description: "Vault of the items.", examples: ["Platform"] }),
        token: storeSecret.prefault({ env: "STORE_ONEPASSWORD_TOKEN" }).meta({
          description: "Token of a service account that may read this vault alone.",
          examples: [{ env: "OP_SERVICE_ACCOUNT_TOKEN" }],
        }),
      })
      .meta({
        description: "1Password, by a service account. The key of a secret is `item/field`.",
        examples: [{ vault: "Platform" }],
      }),
  })
  .meta({ id: "OnePasswordStore" });

const store = z.union([vault, aws, gcp, onePassword]);

/** Where secrets outside are kept. */
export const secrets = z
  .strictObject({
    stores: z
      .record(name, store)
      .default({})
      .meta({
        description: "Stores that `externalSecret` may name.",
        examples: [
          { vault: { vault: { server: "https://vault.zai.dev", auth: { kubernetes: { role: "belvedere" } } } } },
        ],
      }),
    operator: z
      .enum(["installed", "existing"])
      .default("installed")
      .meta({
        description:
          "The External Secrets Operator: `installed` with the platform where a secret names a store, or the cluster's own, which must know `external-secrets.io/v1`. A cluster can have one only.",
        examples: ["existing"],
      }),
    values: helmValues,
  })
  .prefault({})
  .meta({
    description: "Stores of secrets outside of the cluster, read by the External Secrets Operator.",
    examples: [
      {
        stores: { vault: { vault: { server: "https://vault.zai.dev", auth: { kubernetes: { role: "belvedere" } } } } },
      },
    ],
  });

export type StoreConfig = z.output<typeof store>;
