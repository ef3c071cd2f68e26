import { z } from "zod";
import { DROPLET_SLUGS } from "../../sizing/droplets";
import { REGION_SLUGS } from "../../sizing/regions";
import { name, quantity } from "./common";

const DAYS = ["any", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
const BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
const CIDR = new RegExp(`^(10\\.${BYTE}|172\\.(1[6-9]|2[0-9]|3[01])|192\\.168)\\.${BYTE}\\.${BYTE}/(1[6-9]|2[0-8])$`);
const LABEL_VALUE = /^([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$/;
const LABEL = /^([a-z0-9.-]+\/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;

const taint = z.strictObject({
  key: z
    .string()
    .regex(LABEL, "must be a label key")
    .meta({ description: "Key.", examples: ["workload"] }),
  value: z
    .string()
    .min(1)
    .regex(LABEL_VALUE, "must be a label value")
    .meta({ description: "Value. The API wants one.", examples: ["batch"] }),
  effect: z
    .enum(["NoSchedule", "PreferNoSchedule", "NoExecute"])
    .meta({ description: "What happens to pods without a toleration.", examples: ["NoSchedule"] }),
});

const nodePool = z.strictObject({
  size: z.enum(DROPLET_SLUGS).meta({
    description: "Droplet size of the nodes. Sizes with 1 GB are below what DOKS needs.",
    examples: ["s-2vcpu-4gb"],
  }),
  count: z
    .int()
    .min(1)
    .max(512)
    .optional()
    .meta({ description: "Number of nodes. Either this or `autoscale`.", examples: [2] }),
  autoscale: z
    .strictObject({
      min: z
        .int()
        .min(1)
        .max(512)
        .meta({ description: "Fewest nodes.", examples: [1] }),
      max: z
        .int()
        .min(1)
        .max(512)
        .meta({ description: "Most nodes.", examples: [3] }),
    })
    .optional()
    .meta({
      description: "Let DigitalOcean add and remove nodes. Either this or `count`.",
      examples: [{ min: 1, max: 3 }],
    }),
  labels: z
    .record(z.string().regex(LABEL, "must be a label key"), z.string().regex(LABEL_VALUE, "must be a label value"))
    .default({})
    .meta({
      description:
        "Labels of the nodes. Once set they can be changed but not emptied (the provider omits an empty map).",
      examples: [{ tier: "batch" }],
    }),
  taints: z
    .array(taint)
    .default([])
    .meta({ description: "Taints of the nodes.", examples: [[]] }),
});

const digitalocean = z.strictObject({
  provider: z
    .literal("digitalocean")
    .meta({ description: "A DOKS cluster that the cluster stack makes.", examples: ["digitalocean"] }),
  name: name.meta({ description: "Name of the cluster at DigitalOcean.", examples: ["zai-lon1"] }),
  region: z.enum(REGION_SLUGS).meta({ description: "Region. A change would replace the cluster.", examples: ["lon1"] }),
  version: z
    .string()
    .regex(
      /^(latest|1\.[0-9]{2})$/,
      'must be a minor version in quotes, such as "1.36", or latest; the patch release comes from DigitalOcean',
    )
    .default("latest")
    .meta({
      description:
        "Minor version of Kubernetes; the patch release comes from DigitalOcean. In quotes, or YAML reads a number.",
      examples: ["1.36"],
    }),
  versionDrift: z
    .enum(["ignore", "follow"])
    .default("ignore")
    .meta({
      description:
        "`ignore`: the version counts at creation only; DigitalOcean (`autoUpgrade`) or doctl upgrades. `follow`: a new patch release or a raised `version` is an upgrade in the next plan.",
      examples: ["follow"],
    }),
  autoUpgrade: z
    .boolean()
    .default(true)
    .meta({ description: "Let DigitalOcean install patch releases in the maintenance window.", examples: [false] }),
  surgeUpgrade: z
    .boolean()
    .default(true)
    .meta({
      description:
        "Upgrade by adding nodes first. Once on it cannot be turned off by Terraform (the provider omits `false`).",
      examples: [true],
    }),
  highAvailability: z
    .boolean()
    .default(false)
    .meta({
      description: "Replicated control plane, for a monthly fee. Cannot be turned off again.",
      examples: [true],
    }),
  maintenance: z
    .strictObject({
      day: z
        .enum(DAYS)
        .default("sunday")
        .meta({ description: "Day, in lower case.", examples: ["saturday"] }),
      start: z
        .string()
        .regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, 'must be a UTC time in quotes from "00:00" to "23:59"')
        .default("04:00")
        .meta({ description: "Start, UTC. In quotes, or YAML may read a number.", unit: "HH:MM", examples: ["04:00"] }),
    })
    .prefault({})
    .meta({ description: "Maintenance window.", examples: [{ day: "saturday", start: "04:00" }] }),
  vpc: z
    .strictObject({
      ipRange: z
        .string()
        .regex(CIDR, "must be a private IPv4 range from /16 to /28")
        .optional()
        .meta({
          description: "Address range. Without it DigitalOcean picks one. A change would replace the cluster.",
          examples: ["10.20.0.0/20"],
        }),
    })
    .prefault({})
    .meta({ description: "The cluster's own VPC.", examples: [{ ipRange: "10.20.0.0/20" }] }),
  nodePools: z
    .record(name, nodePool)
    .refine((pools) => Object.keys(pools).length > 0, "must have at least one pool")
    .meta({ description: "Node pools by name.", examples: [{ main: { size: "s-2vcpu-4gb", count: 2 } }] }),
  defaultPool: name.optional().meta({
    description:
      "The pool that is part of the cluster resource: a change of its size replaces the cluster. Without it: the first one in `nodePools`.",
    examples: ["dedicated"],
  }),
  registry: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, "must be the name of the account's container registry")
    .optional()
    .meta({
      description:
        "Name of the account's container registry; the cluster may then pull from it. It must exist before the first apply: without one DigitalOcean refuses after it has made the cluster, which Terraform would then replace.",
      examples: ["zai"],
    }),
  destroyAllAssociatedResources: z.boolean().meta({
    description:
      "What `terraform destroy` does with load balancers, volumes and snapshots that the cluster made: `true` deletes them (data included), `false` leaves them, and their cost. No default: it is yours to choose.",
    examples: [false],
  }),
  deletionProtection: z
    .boolean()
    .default(true)
    .meta({
      description:
        "Refuse every plan that would destroy or replace the cluster, its VPC or a bucket. A bucket that is renamed here or taken out is still deleted when it is empty.",
      examples: [false],
    }),
  project: z
    .string()
    .min(1)
    .max(175)
    .optional()
    .meta({
      description: "Put cluster and buckets into a DigitalOcean project of this name, which the stack makes.",
      examples: ["zai"],
    }),
  tags: z
    .array(
      z
        .string()
        .regex(/^[A-Za-z0-9:_-]{1,255}$/, "must be letters, digits, colon, underscore, hyphen")
        .refine(
          (tag) => !/^(k8s(:|$)|terraform:)/.test(tag),
          "must not be k8s, k8s:* or terraform:*, which the provider keeps to itself",
        ),
    )
    .default([])
    .meta({ description: "Tags besides ours (client and environment).", examples: [["cost-centre:42"]] }),
  access: z
    .strictObject({
      type: z
        .enum(["context", "dataSource"])
        .default("context")
        .meta({
          description:
            "How later stacks reach the cluster. `context`: a kubeconfig that the deploying job wrote; no token in any later state. `dataSource`: looked up at plan; the token then lies in those states and in saved plans.",
          examples: ["context"],
        }),
      context: z
        .string()
        .min(1)
        .optional()
        .meta({
          description: "Name of the kubeconfig context. Without it: `do-<region>-<name>`, as doctl writes it.",
          examples: ["do-lon1-zai-lon1"],
        }),
    })
    .prefault({})
    .meta({ description: "How later stacks reach the cluster.", examples: [{ type: "context" }] }),
});

const existing = z.strictObject({
  provider: z.literal("existing").meta({ description: "A cluster that is there already.", examples: ["existing"] }),
  context: z
    .string()
    .min(1)
    .meta({ description: "Name of the kubeconfig context.", examples: ["admin@rack1"] }),
  storageClass: z
    .string()
    .min(1)
    .optional()
    .meta({ description: "Class of the volumes. Without it: the cluster's default class.", examples: ["longhorn"] }),
  nodes: z
    .array(
      z.strictObject({
        cpu: z
          .int()
          .min(1)
          .meta({ description: "Allocatable CPU of one node.", unit: "cores", examples: [4] }),
        memory: quantity.meta({ description: "Allocatable memory of one node.", examples: ["14Gi"] }),
        count: z
          .int()
          .min(1)
          .meta({ description: "Number of such nodes.", examples: [3] }),
      }),
    )
    .min(1)
    .meta({
      description: "The nodes that this platform may use; requests are held against them.",
      examples: [[{ cpu: 4, memory: "14Gi", count: 3 }]],
    }),
});

/** Where everything runs. */
export const cluster = z.discriminatedUnion("provider", [digitalocean, existing]).meta({
  description: "Where everything runs: a DOKS cluster that the cluster stack makes, or an existing one.",
  examples: [{ provider: "existing", context: "admin@rack1", nodes: [{ cpu: 4, memory: "14Gi", count: 3 }] }],
});

export type DigitalOceanCluster = z.output<typeof digitalocean>;
export type ExistingCluster = z.output<typeof existing>;
export type NodePoolConfig = z.output<typeof nodePool>;
