import { z } from "zod";
import {
  absolutePath,
  account,
  condorHost,
  goTemplate,
  tokensHost as host,
  mailAddress,
  principal,
  shellWords,
  sshOptionList,
} from "./managed-tokens-values";

/** Largest UID, an unsigned number of 32 bits. */
const MOST_UID = 4_294_967_295;

/** Three copies go to every node of a role at once, and one node that fails is a failure of the role. */
const MOST_NODES = 500;

const experimentName = z
  .string()
  .regex(
    /^[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$/,
    "must be letters, digits, _ and -, without dots: the program would read a dot as a path",
  );

const roleName = z
  .string()
  .regex(
    /^[A-Za-z0-9]{1,63}$/,
    "must be letters and digits alone: the program takes what follows the last _ of a service as its role",
  );

const role = z
  .strictObject({
    account: account.meta({ description: "Account on the nodes.", examples: ["dunepro"] }),
    destinationNodes: z
      .array(host)
      .min(1, "must have at least one node: a service without one would be pushed nowhere, and count as done")
      .max(
        MOST_NODES,
        `must have at most ${MOST_NODES} nodes: the program starts three copies to every node at once, and one that fails is a failure of all`,
      )
      .meta({ description: "Nodes that get the token.", examples: [["dunegpvm01.example.org"]] }),
    keytabPathOverride: absolutePath.optional().meta({
      description: "File of the keytab, in full, instead of `<keytabPath>/<account>.keytab`.",
      examples: ["/opt/managed-tokens/keytabs/dunepro-special.keytab"],
    }),
    userPrincipalOverride: principal
      .optional()
      .meta({ description: "Principal instead of that of the pattern.", examples: ["dunepro/special@EXAMPLE.ORG"] }),
    desiredUidOverride: z
      .int()
      .min(1)
      .max(MOST_UID)
      .optional()
      .meta({ description: "UID on the nodes. Without it: the one that FERRY knows.", examples: [50762] }),
    condorCreddHostOverride: condorHost
      .optional()
      .meta({ description: "The only credd.", examples: ["credd.example.org"] }),
    condorCollectorHostOverride: z
      .array(condorHost)
      .min(1)
      .optional()
      .meta({ description: "Collectors, asked in this order.", examples: [["collector.example.org"]] }),
    condorScheddConstraintOverride: z
      .string()
      .min(1)
      .optional()
      .meta({ description: "Which schedds get the token.", examples: ["IsJobsubLite=?=True"] }),
    vaultServerOverride: host.optional().meta({ description: "Vault server.", examples: ["vault2.example.org"] }),
    serviceCreddVaultTokenPathRootOverride: absolutePath.optional().meta({
      description: "Folder of its tokens, on the volume.",
      examples: ["/var/lib/managed-tokens/special-tokens"],
    }),
    kerberosPrincipalPatternOverride: goTemplate
      .optional()
      .meta({ description: "Pattern of the principal.", examples: ["{{.Account}}/special@EXAMPLE.ORG"] }),
    defaultRoleFileDestinationTemplateOverride: goTemplate.optional().meta({
      description: "Where the file with the default role goes on a node.",
      examples: ["/tmp/default_role_{{.Experiment}}_{{.DesiredUID}}"],
    }),
    fileCopierOptionsOverride: shellWords
      .optional()
      .meta({ description: "Options of rsync.", examples: ["--perms --chmod=u=r,go="] }),
    pingOptionsOverride: shellWords.optional().meta({ description: "Options of ping.", examples: ["-W 2 -c 1"] }),
    sshOptionsOverride: sshOptionList
      .optional()
      .meta({ description: "Options of ssh.", examples: [["ConnectTimeout=10"]] }),
    disableNotificationsOverride: z
      .boolean()
      .optional()
      .meta({ description: "Whether nobody is told of its failures.", examples: [true] }),
    tokenGetterOverride: z
      .enum(["getToken", "storeAndGetToken"])
      .optional()
      .meta({
        description: "`getToken`: no credd stores the token. Without it: `storeAndGetToken`.",
        examples: ["getToken"],
      }),
  })
  .meta({ id: "ManagedTokensRole" });

const experiment = z
  .strictObject({
    emails: z
      .array(mailAddress)
      .default([])
      .meta({ description: "Who is told of failures of its services.", examples: [["dune-ops@example.org"]] }),
    experimentOverride: experimentName.optional().meta({
      description: "Name of the experiment at the issuer, where it is another one: metrics have this name.",
      examples: ["dune"],
    }),
    roles: z
      .record(roleName, role)
      .refine((roles) => Object.keys(roles).length > 0, "must have at least one role")
      .meta({
        description: "Its roles by name: each is a service, `<experiment>_<role>`.",
        examples: [{ production: { account: "dunepro", destinationNodes: ["dunegpvm01.example.org"] } }],
      }),
  })
  .meta({ id: "ManagedTokensExperiment" });

/** Whose tokens go where. */
export const experiments = z
  .record(experimentName, experiment)
  .refine(
    (all) => Object.keys(all).length > 0,
    "must have at least one experiment: without one the program ends with an error",
  )
  .meta({
    description: "Experiments by name.",
    examples: [
      { dune: { roles: { production: { account: "dunepro", destinationNodes: ["dunegpvm01.example.org"] } } } },
    ],
  });

export type TokensRoleConfig = z.output<typeof role>;
export type TokensExperimentConfig = z.output<typeof experiment>;
