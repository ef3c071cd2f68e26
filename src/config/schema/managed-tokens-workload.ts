import { z } from "zod";
import { duration, port, quantity } from "./common";
import { cronSchedule } from "./cron";
import { absolutePath, condorHost, tokensHost } from "./managed-tokens-values";

/** When the executables run. */
export const tokensSchedules = z
  .strictObject({
    tokenPush: cronSchedule
      .default("58 * * * *")
      .meta({ description: "token-push: a cron schedule in UTC.", examples: ["58 * * * *"] }),
    refreshUids: cronSchedule.default("30 6 * * *").meta({
      description: "refresh-uids-from-ferry: a cron schedule in UTC, of which no run meets a push.",
      examples: ["30 6 * * *"],
    }),
  })
  .prefault({})
  .meta({
    description: "When the executables run. They share one SQLite file, so no run of one may meet one of the other.",
    examples: [{ refreshUids: "30 6 * * *" }],
  });

/** Who the program runs as. */
export const tokensUser = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z_][a-z0-9_-]{0,31}$/, "must be the name of an account: lower-case letters, digits, _ and -")
      .default("managed-tokens")
      .meta({
        description: "Its name, in a passwd file of ours: the program looks itself up.",
        examples: ["rexbatch"],
      }),
    uid: z
      .int()
      .min(1)
      .max(2_147_483_647)
      .default(10_058)
      .meta({ description: "Its UID and GID, fixed: files of the volume are its own.", examples: [10_058] }),
  })
  .prefault({})
  .meta({ description: "Who the program runs as: never root, which it refuses.", examples: [{ uid: 10_058 }] });

/** The Kerberos realm of the principals. */
export const tokensKerberos = z
  .strictObject({
    realm: z
      .string()
      .regex(/^[A-Z0-9][A-Z0-9.-]*$/, "must be a realm, in upper case")
      .meta({ description: "Default realm.", examples: ["EXAMPLE.ORG"] }),
    kdcs: z
      .array(tokensHost)
      .min(1)
      .meta({ description: "Its KDCs, asked at TCP port 88.", examples: [["kdc1.example.org", "kdc2.example.org"]] }),
    domains: z
      .array(
        z.string().regex(/^\.?[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, "must be a domain such as .example.org, or a host"),
      )
      .default([])
      .meta({ description: "Domains and hosts that are of this realm.", examples: [[".example.org", "example.org"]] }),
    config: z
      .string()
      .min(1)
      .optional()
      .meta({
        description: "A krb5.conf of your own instead of the one that is made of these.",
        examples: ["[libdefaults]\n"],
      }),
  })
  .meta({
    description: "The Kerberos realm, of which krb5.conf is made.",
    examples: [{ realm: "EXAMPLE.ORG", kdcs: ["kdc1.example.org"] }],
  });

/** HTCondor's tools in the image. */
export const tokensCondor = z
  .strictObject({
    settings: z
      .record(
        z.string().regex(/^[A-Za-z_][A-Za-z0-9_.]*$/, "must be the name of a setting of HTCondor"),
        z.string().regex(/^[^\r\n]*$/, "must be one line"),
      )
      .default({})
      .meta({
        description: "Settings of HTCondor, in a file of their own under `configDirectory`.",
        examples: [{ SEC_CLIENT_AUTHENTICATION_METHODS: "KERBEROS, SCITOKENS" }],
      }),
    configDirectory: absolutePath.default("/etc/condor/config.d").meta({
      description: "Folder of the image from which HTCondor reads its settings.",
      examples: ["/etc/condor/config.d"],
    }),
    port: port
      .default(9618)
      .meta({ description: "Port of collectors and credds whose host has none.", examples: [9618] }),
    credds: z
      .array(condorHost)
      .default([])
      .meta({
        description: "Credds that the collector names at another port than `port`: for the network alone.",
        examples: [["credd.example.org:9620"]],
      }),
  })
  .prefault({})
  .meta({
    description: "HTCondor's tools, by which tokens are stored.",
    examples: [{ settings: { SEC_CLIENT_AUTHENTICATION_METHODS: "KERBEROS, SCITOKENS" } }],
  });

/** The way to the nodes. */
export const tokensSsh = z
  .strictObject({
    knownHosts: z
      .array(z.string().regex(/^[^\s#]+ +[^\r\n]+$/, "must be a line of known_hosts: hosts, kind of key, key"))
      .default([])
      .meta({
        description: "Keys by which the nodes are known. Without any: nodes are taken for what they say they are.",
        examples: [["*.example.org ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample"]],
      }),
    port: port.default(22).meta({ description: "Port of sshd on the nodes.", examples: [22] }),
  })
  .prefault({})
  .meta({ description: "How nodes are reached: by ssh, signed in by the Kerberos ticket.", examples: [{}] });

/** How nodes are asked whether they are there. */
export const tokensPing = z
  .strictObject({
    networks: z
      .array(
        z
          .string()
          .regex(
            /^(25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})(\.(25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})){3}\/(3[0-2]|[12]?[0-9])$/,
            "must be a range of IPv4 addresses, such as 192.0.2.0/24",
          ),
      )
      .default([])
      .meta({
        description:
          "Networks of the nodes. Policies know no ICMP: without them pings get lost where policies are kept, and failed copies are not tried again.",
        examples: [["192.0.2.0/24"]],
      }),
  })
  .prefault({})
  .meta({ description: "Pings of the nodes.", examples: [{ networks: ["192.0.2.0/24"] }] });

const age = (standard: string, description: string) =>
  duration.default(standard).meta({ description, examples: [standard] });

const count = (standard: number, description: string) =>
  z
    .int()
    .min(0)
    .default(standard)
    .meta({ description, examples: [standard] });

/** From when on somebody is told. */
export const tokensThresholds = z
  .strictObject({
    tokenStoreAge: age("3h", "Age of a token in its credd, or of one that is only got."),
    tokenPushAge: age("3h", "Age of a token on a node."),
    pushStage: age("5m", "Longest stage of token-push."),
    refreshStage: age("5m", "Longest stage of refresh-uids-from-ferry."),
    uidRefreshAge: age("2d", "Age of the UIDs."),
    failedServices: count(0, "Services that may fail in one run."),
    kinitFailures: count(0, "Kerberos tickets of a service that may fail in one run."),
    vaultFailures: count(0, "Vault tokens of a service, for each credd, that may fail in one run."),
    nodeFailures: count(0, "Files of a service, two for each node, that may fail to reach it in one run."),
    ferryErrors: count(0, "Requests to FERRY that may fail in one run."),
    missedRuns: z
      .int()
      .min(1)
      .default(2)
      .meta({ description: "Runs of an executable that may be missed in a row.", examples: [2] }),
  })
  .prefault({})
  .meta({ description: "Beyond what an alert fires.", examples: [{ tokenStoreAge: "4h" }] });

/** The pods. */
export const tokensPods = {
  image: z
    .string()
    .regex(
      /^[a-z0-9.-]+(:[0-9]+)?(\/[a-z0-9._-]+)+(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127}|@sha256:[0-9a-f]{64})$/,
      "must be an image with its registry and a tag or digest, such as registry.example.org/managed-tokens:0.17.1",
    )
    .meta({
      description: "Image with the program and its tools, which you build: docs/managed-tokens/Containerfile.",
      examples: ["registry.example.org/managed-tokens:0.17.1"],
    }),
  volume: quantity
    .default("1Gi")
    .meta({ description: "Volume of the database and of the tokens by credd.", examples: ["1Gi"] }),
  memory: quantity.default("1Gi").meta({
    description: "Most memory of a push. Copies to all nodes run at once, three to a node: about 12 MiB each node.",
    examples: ["2Gi"],
  }),
};
