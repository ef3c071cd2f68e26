import { z } from "zod";
import { PROFILES } from "../sizing/profiles";
import { alerts } from "./schema/alerts";
import { alloy } from "./schema/alloy";
import { backend } from "./schema/backend";
import { buckets } from "./schema/buckets";
import { cluster } from "./schema/cluster";
import { dnsName, optional } from "./schema/common";
import { dashboards } from "./schema/dashboards";
import { exporters } from "./schema/exporters";
import { identity } from "./schema/identity";
import { images } from "./schema/images";
import { ingress } from "./schema/ingress";
import { isolation } from "./schema/isolation";
import { loki } from "./schema/loki";
import { managedTokens } from "./schema/managed-tokens";
import { mimir } from "./schema/mimir";
import { network } from "./schema/network";
import { charts, grafana, prometheus } from "./schema/observability";
import { probes } from "./schema/probes";
import { secrets } from "./schema/secrets";
import { slos } from "./schema/slos";
import { tracing } from "./schema/tracing";

/** The sections of a client's config, each parsed on its own so that all problems show at once. */
export const sections = {
  client: z
    .string()
    .regex(
      /^[a-z]([a-z0-9-]{0,28}[a-z0-9])?$/,
      "must be lower-case letters, digits and hyphens, start with a letter, at most 30 characters",
    )
    .meta({
      description: "Name of the client: prefix of stacks and tags, default tenant of its logs.",
      examples: ["zai"],
    }),
  environment: z
    .enum(["development", "staging", "production"])
    .default("production")
    .meta({ description: "Kind of environment: a tag, and a label of every metric.", examples: ["production"] }),
  size: z
    .enum(PROFILES)
    .default("small")
    .meta({
      description:
        "How much the platform has to carry: requests and limits of its containers, and volumes that are not given. docs/scaling.md has figures. Where it already runs, first write down the volumes of Loki, Tempo and the database as they are: theirs cannot be changed.",
      examples: ["standard"],
    }),
  domain: dnsName.meta({ description: "Domain that every host of this client lies under.", examples: ["zai.dev"] }),
  backend,
  cluster,
  buckets,
  ingress,
  identity: optional(identity),
  grafana,
  prometheus,
  loki,
  alloy,
  probes,
  exporters,
  mimir: optional(mimir),
  tracing: optional(tracing),
  slos,
  managedTokens: optional(managedTokens),
  dashboards,
  alerts,
  network,
  secrets,
  charts,
  images,
  isolation,
} as const;

/** The whole config of one client: the source of type, validation, defaults, editor schema and reference page. */
export const clientSchema = z.strictObject(sections).meta({
  title: "Belvedere client",
  description: "One observability platform.",
});

/** A client's config as checked: defaults filled in, nothing to change. */
export type ClientConfig = z.output<typeof clientSchema>;

/** A client's config as written, in YAML, JSON or TypeScript. */
export type ClientInput = z.input<typeof clientSchema>;
