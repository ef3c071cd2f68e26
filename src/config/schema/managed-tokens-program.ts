import { z } from "zod";
import { port, secretSource } from "./common";
import {
  absolutePath,
  addressWithScheme,
  goDuration,
  goDurationOrZero,
  mailAddress,
  tokensHost,
} from "./managed-tokens-values";

const timeout = (standard: string, what: string) =>
  goDuration.default(standard).meta({ description: what, examples: [standard] });

/** How long the program's parts may take. */
export const tokensTimeouts = z
  .strictObject({
    globalTimeout: timeout("300s", "Longest run of either executable."),
    kerberosTimeout: timeout("20s", "Kerberos tickets."),
    vaultStorerTimeout: timeout("60s", "Vault tokens, got and stored."),
    pingTimeout: timeout("10s", "Pings of the nodes."),
    pushTimeout: timeout("30s", "Copies to the nodes."),
    ferryRequestTimeout: timeout("30s", "A request to FERRY."),
    dbTimeout: timeout("10s", "The database, after FERRY has answered."),
  })
  .prefault({})
  .meta({
    description: "How long parts of a run may take. Those of an executable add up to `globalTimeout` at most.",
    examples: [{ vaultStorerTimeout: "90s" }],
  });

const retries = (what: string) =>
  z
    .strictObject({
      numRetries: z
        .int()
        .min(0)
        .max(100)
        .default(0)
        .meta({ description: "How often it is tried again.", examples: [2] }),
      retrySleep: goDurationOrZero
        .default("0s")
        .meta({ description: "How long it waits before it tries again.", examples: ["5s"] }),
    })
    .prefault({})
    .meta({ description: what, examples: [{ numRetries: 2, retrySleep: "5s" }] });

/** What is tried again. */
export const tokensWorkers = z
  .strictObject({
    getKerberosTickets: retries("Kerberos tickets."),
    getToken: retries("Vault tokens of roles that store none."),
    storeAndGetToken: retries("Vault tokens, got and stored."),
    pingAggregator: retries("Pings of the nodes."),
    pushTokens: retries("Copies to the nodes."),
  })
  .prefault({})
  .meta({
    description: "What is tried again. All retries of a worker fit into its timeout.",
    examples: [{ pushTokens: { numRetries: 2, retrySleep: "10s" } }],
  });

/** Where UIDs come from. */
export const tokensFerry = z
  .strictObject({
    host: addressWithScheme.meta({
      description: "Address of FERRY, with its scheme and without a port.",
      examples: ["https://ferry.example.org"],
    }),
    port: port.default(8445).meta({ description: "Port of FERRY.", examples: [8445] }),
    authMethod: z
      .enum(["tls", "jwt"])
      .default("tls")
      .meta({ description: "How the program shows who it is: `tls`. `jwt` is refused.", examples: ["tls"] }),
    caPath: absolutePath.default("/etc/grid-security/certificates").meta({
      description: "Folder with the certificates of authorities, files that end in .pem, in the image.",
      examples: ["/etc/grid-security/certificates"],
    }),
    caConfigMap: z
      .string()
      .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, "must be the name of a ConfigMap")
      .optional()
      .meta({
        description: "ConfigMap that you bring, mounted at `caPath` instead: each key a file that ends in .pem.",
        examples: ["ferry-authorities"],
      }),
    hostCert: secretSource
      .prefault({ existing: { name: "ferry-client", key: "tls.crt" } })
      .meta({ description: "Certificate of the client.", examples: [{ env: "FERRY_CERTIFICATE" }] }),
    hostKey: secretSource
      .prefault({ existing: { name: "ferry-client", key: "tls.key" } })
      .meta({ description: "Its key.", examples: [{ env: "FERRY_KEY" }] }),
  })
  .meta({
    description: "FERRY, which knows the UID of every account.",
    examples: [{ host: "https://ferry.example.org" }],
  });

/** How mail is sent. */
export const tokensEmail = z
  .strictObject({
    from: mailAddress.meta({ description: "Who it comes from.", examples: ["managed-tokens@example.org"] }),
    smtpHost: tokensHost.meta({
      description: "Host that takes mail, without a password and in plain SMTP: the program can do no more.",
      examples: ["smtp.example.org"],
    }),
    smtpPort: port.default(25).meta({ description: "Its port.", examples: [25] }),
  })
  .meta({
    description: "How mail is sent.",
    examples: [{ from: "managed-tokens@example.org", smtpHost: "smtp.example.org" }],
  });

/** Who is told of what goes wrong with the service as a whole. */
export const tokensNotifications = z
  .strictObject({
    slackAlertsUrl: secretSource.optional().meta({
      description: "Incoming-webhook address of Slack. Without it: mail alone.",
      examples: [{ env: "TOKENS_SLACK_URL" }],
    }),
    adminEmail: z
      .array(mailAddress)
      .min(1, "must have at least one address")
      .meta({
        description: "Who runs the service. The program's own default would be people at Fermilab.",
        examples: [["tokens-ops@example.org"]],
      }),
  })
  .meta({
    description: "Who is told when the service has a fault.",
    examples: [{ adminEmail: ["tokens-ops@example.org"], slackAlertsUrl: { env: "TOKENS_SLACK_URL" } }],
  });

const logFiles = (name: string) =>
  z
    .strictObject({
      logfile: absolutePath
        .default(`/var/log/managed-tokens/${name}.log`)
        .meta({ description: "Lines from info on.", examples: [`/var/log/managed-tokens/${name}.log`] }),
      debugfile: absolutePath
        .default(`/var/log/managed-tokens/${name}.debug.log`)
        .meta({ description: "All lines.", examples: [`/var/log/managed-tokens/${name}.debug.log`] }),
    })
    .prefault({})
    .meta({
      description: `Log files of ${name}, which go with its pod: without them every line is followed by a complaint.`,
      examples: [{}],
    });

/** Log files of each executable. */
export const tokensLogs = z
  .strictObject({ tokenPush: logFiles("token-push"), refreshUidsFromFerry: logFiles("refresh-uids-from-ferry") })
  .prefault({})
  .meta({ description: "Log files of each executable.", examples: [{}] });

/** Where the program sends what it tells of itself; the platform's own parts where nothing is given. */
export const tokensTelemetry = {
  prometheus: z
    .strictObject({
      host: addressWithScheme.optional().meta({
        description: "Another pushgateway, with its scheme. Without it: the platform's.",
        examples: ["http://pushgateway.example.org:9091"],
      }),
      jobname: z
        .string()
        .regex(/^[a-z][a-z0-9_]{0,62}$/, "must be lower-case letters, digits and _, a letter first")
        .default("managed_tokens")
        .meta({
          description: "Job that pushes are grouped under; that of the UIDs has `_ferry` behind it.",
          examples: ["managed_tokens"],
        }),
    })
    .prefault({})
    .meta({ description: "Where metrics are pushed.", examples: [{ jobname: "managed_tokens" }] }),
  loki: z
    .strictObject({
      host: addressWithScheme.optional().meta({
        description: "Another Loki, with its scheme, that wants no tenant. Without it: the platform's.",
        examples: ["https://loki.example.org"],
      }),
      responseHeaderTimeout: goDuration
        .default("1s")
        .meta({ description: "How long a line waits for Loki's answer.", examples: ["1s"] }),
    })
    .prefault({})
    .meta({ description: "Where logs are pushed.", examples: [{ responseHeaderTimeout: "2s" }] }),
  tracing: z
    .strictObject({
      url: addressWithScheme.optional().meta({
        description:
          "Another OTLP/HTTP address, with its scheme. Without a path `/v1/traces` is meant. Without it: the platform's collector, where there is one.",
        examples: ["http://collector.example.org:4318"],
      }),
    })
    .prefault({})
    .meta({ description: "Where traces go.", examples: [{ url: "http://collector.example.org:4318" }] }),
};
