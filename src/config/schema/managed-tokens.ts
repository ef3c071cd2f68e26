import { z } from "zod";
import { optional, secretSource } from "./common";
import { experiments } from "./managed-tokens-experiments";
import {
  tokensEmail,
  tokensFerry,
  tokensLogs,
  tokensNotifications,
  tokensTelemetry,
  tokensTimeouts,
  tokensWorkers,
} from "./managed-tokens-program";
import {
  absolutePath,
  account,
  condorHost,
  goTemplate,
  shellWords,
  sshOptionList,
  tokenLifetime,
  tokensHost,
} from "./managed-tokens-values";
import {
  tokensCondor,
  tokensKerberos,
  tokensPing,
  tokensPods,
  tokensSchedules,
  tokensSsh,
  tokensThresholds,
  tokensUser,
} from "./managed-tokens-workload";

/** The managed-tokens service of Fermilab. Keys have the program's own names. */
export const managedTokens = z
  .strictObject({
    ...tokensPods,
    schedules: tokensSchedules,
    user: tokensUser,
    experiments,
    keytabSecret: z
      .string()
      .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, "must be the name of a Kubernetes Secret")
      .optional()
      .meta({
        description: "Secret that you bring, with `<account>.keytab` of every account that `keytabs` does not name.",
        examples: ["service-keytabs"],
      }),
    keytabs: z
      .record(account, secretSource)
      .default({})
      .meta({
        description: "Keytabs by account. A variable holds one in base64; so does an entry of a store.",
        examples: [{ dunepro: { existing: { name: "service-keytabs", key: "dunepro.keytab" } } }],
      }),
    keytabPath: absolutePath
      .default("/opt/managed-tokens/keytabs")
      .meta({ description: "Folder in which keytabs are mounted.", examples: ["/opt/managed-tokens/keytabs"] }),
    kerberos: tokensKerberos,
    kerberosPrincipalPattern: goTemplate.optional().meta({
      description: "Principal of an account: a Go template that knows `{{.Account}}` alone.",
      examples: ["{{.Account}}/managedtokens@EXAMPLE.ORG"],
    }),
    vaultServer: tokensHost.meta({ description: "Vault server, asked at port 8200.", examples: ["vault.example.org"] }),
    condor: tokensCondor,
    condorCollectorHost: z
      .array(condorHost)
      .min(1)
      .optional()
      .meta({ description: "Collectors, asked in this order.", examples: [["collector.example.org"]] }),
    condorScheddConstraint: z
      .string()
      .min(1)
      .optional()
      .meta({ description: "Which schedds get tokens.", examples: ["IsJobsubLite=?=True"] }),
    condorCreddHost: condorHost.optional().meta({
      description: "The only credd. Without it: those that a collector names.",
      examples: ["credd.example.org"],
    }),
    serviceCreddVaultTokenPathRoot: absolutePath.default("/var/lib/managed-tokens/service-credd-vault-tokens").meta({
      description: "Folder of the tokens by credd, on the volume.",
      examples: ["/var/lib/managed-tokens/service-credd-vault-tokens"],
    }),
    dbLocation: absolutePath.default("/var/lib/managed-tokens/managed-tokens.db").meta({
      description: "The SQLite file, on the volume.",
      examples: ["/var/lib/managed-tokens/managed-tokens.db"],
    }),
    minTokenLifetime: tokenLifetime
      .default("3d")
      .meta({ description: "A token with less left is replaced.", examples: ["3d"] }),
    errorCountToSendMessage: z
      .int()
      .min(0)
      .default(3)
      .meta({ description: "Errors in a row before somebody is told.", examples: [3] }),
    disableNotifications: z
      .boolean()
      .default(false)
      .meta({ description: "Whether the program itself tells nobody.", examples: [true] }),
    devEnvironmentLabel: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,30}$/, "must be lower-case letters, digits and _, a letter first")
      .default("production")
      .meta({
        description: "Label of metrics, logs and traces. But for `production` the job has it behind its name.",
        examples: ["development"],
      }),
    defaultRoleFileDestinationTemplate: goTemplate.optional().meta({
      description: "Where the file with the default role goes on a node: a Go template.",
      examples: ["/tmp/default_role_{{.Experiment}}_{{.DesiredUID}}"],
    }),
    fileCopierOptions: shellWords
      .optional()
      .meta({ description: "Options of rsync.", examples: ["--perms --chmod=u=r,go="] }),
    ssh: tokensSsh,
    sshOptions: sshOptionList
      .default([])
      .meta({ description: "Options of ssh, over the program's own.", examples: [["ConnectTimeout=10"]] }),
    ping: tokensPing,
    pingOptions: shellWords.optional().meta({ description: "Options of ping.", examples: ["-W 2 -c 1"] }),
    timeouts: tokensTimeouts,
    workerType: tokensWorkers,
    ferry: tokensFerry,
    email: tokensEmail,
    notifications: tokensNotifications,
    notificationsTest: optional(tokensNotifications).meta({
      description: "Who is told in a run with `--test`. Without it: nobody.",
      examples: [{ adminEmail: ["tokens-dev@example.org"] }],
    }),
    logs: tokensLogs,
    ...tokensTelemetry,
    thresholds: tokensThresholds,
  })
  .meta({
    description:
      "The managed-tokens service: vault tokens of experiments, stored in credds and pushed to their nodes by the clock. Its keys have the program's own names. docs/managed-tokens.md says what to bring.",
    examples: [
      {
        image: "registry.example.org/managed-tokens:0.17.1",
        vaultServer: "vault.example.org",
        kerberos: { realm: "EXAMPLE.ORG", kdcs: ["kdc1.example.org"] },
        kerberosPrincipalPattern: "{{.Account}}/managedtokens@EXAMPLE.ORG",
        condorCollectorHost: ["collector.example.org"],
        keytabSecret: "service-keytabs",
        ferry: { host: "https://ferry.example.org" },
        email: { from: "managed-tokens@example.org", smtpHost: "smtp.example.org" },
        notifications: { adminEmail: ["tokens-ops@example.org"] },
        experiments: {
          dune: { roles: { production: { account: "dunepro", destinationNodes: ["dunegpvm01.example.org"] } } },
        },
      },
    ],
  });

export type ManagedTokensConfig = z.output<typeof managedTokens>;
