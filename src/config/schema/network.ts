import { z } from "zod";
import { kubernetesName, port } from "./common";

const labels = z
  .record(z.string().regex(/^[A-Za-z0-9./_-]{1,317}$/, "must be the name of a label"), z.string().max(63))
  .refine((all) => Object.keys(all).length > 0, "must name at least one label");

const pods = z
  .strictObject({
    namespace: kubernetesName.meta({ description: "Namespace of the pods.", examples: ["observability"] }),
    labels: labels.meta({
      description: "Labels that all of them have.",
      examples: [{ "app.kubernetes.io/name": "grafana" }],
    }),
  })
  .meta({
    id: "NetworkPods",
    description: "Pods of the platform.",
    examples: [{ namespace: "observability", labels: { "app.kubernetes.io/name": "grafana" } }],
  });

const somewhere = z
  .union([
    z.enum(["anywhere", "outside", "pods"]),
    z.strictObject({
      podsOf: kubernetesName.meta({ description: "Every pod of this namespace.", examples: ["batch"] }),
    }),
  ])
  .meta({
    id: "NetworkPeer",
    description:
      "`outside` the cluster, all `pods` of it, `anywhere` (nodes and load balancers are no pods), or the pods of one namespace.",
    examples: ["outside", { podsOf: "batch" }],
  });

const ports = z
  .array(port)
  .min(1)
  .meta({ description: "TCP ports of the called pods, not of their Service.", examples: [[587]] });

const allowed = z
  .union([
    z.strictObject({ from: pods, to: somewhere, ports }).meta({ description: "What pods of the platform may call." }),
    z.strictObject({ from: somewhere, to: pods, ports }).meta({ description: "Who may call pods of the platform." }),
  ])
  .meta({ id: "NetworkAllowance" });

/** Who may call whom. */
export const network = z
  .strictObject({
    policies: z
      .boolean()
      .default(true)
      .meta({
        description:
          "Close every namespace of the platform, and let through what its parts say that they need. Needs a network that knows policies, as DigitalOcean's does.",
        examples: [false],
      }),
    notificationPorts: z
      .array(port)
      .min(1)
      .default([443])
      .meta({ description: "Ports at which contact points take notifications.", examples: [[443, 8443]] }),
    allow: z
      .array(allowed)
      .default([])
      .meta({
        description: "What else gets through: for what Helm values of your own add.",
        examples: [
          [
            {
              from: { namespace: "observability", labels: { "app.kubernetes.io/name": "grafana" } },
              to: "outside",
              ports: [587],
            },
          ],
        ],
      }),
  })
  .prefault({})
  .meta({ description: "Network policies.", examples: [{ notificationPorts: [443, 8443] }] });
