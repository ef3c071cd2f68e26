import { z } from "zod";
import { helmValues } from "./common";

/** Traefik, the gateway. */
export const ingress = z
  .strictObject({
    certificates: z
      .strictObject({
        issuer: z
          .literal("existing")
          .meta({ description: "Who issues: `existing` takes a certificate that you bring.", examples: ["existing"] }),
        secret: z
          .string()
          .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, "must be the name of a Kubernetes Secret")
          .meta({
            description:
              "Secret of type kubernetes.io/tls, valid for every host of this client, in the observability namespace.",
            examples: ["zai-dev-tls"],
          }),
      })
      .meta({
        description: "Certificates of the hosts. Nothing is served over plain HTTP.",
        examples: [{ issuer: "existing", secret: "zai-dev-tls" }],
      }),
    service: z
      .enum(["LoadBalancer", "NodePort", "ClusterIP"])
      .default("LoadBalancer")
      .meta({ description: "Type of the gateway's Service.", examples: ["LoadBalancer"] }),
    loadBalancer: z
      .strictObject({
        name: z
          .string()
          .regex(/^[a-zA-Z0-9]([a-zA-Z0-9-]{0,78}[a-zA-Z0-9])?$/, "must be letters, digits and hyphens")
          .optional()
          .meta({
            description:
              "Name of the load balancer at DigitalOcean, pinned so that an upgrade keeps its address. Without it: `<client>-<cluster>`.",
            examples: ["zai-lon1"],
          }),
        sizeUnit: z
          .int()
          .min(1)
          .max(100)
          .default(1)
          .meta({
            description: "Size of the load balancer at DigitalOcean, each for $12 a month.",
            unit: "nodes",
            examples: [1],
          }),
      })
      .prefault({})
      .meta({
        description: "The load balancer of a DigitalOcean cluster.",
        examples: [{ name: "zai-lon1", sizeUnit: 1 }],
      }),
    replicas: z
      .int()
      .min(1)
      .max(20)
      .default(1)
      .meta({
        description: "Gateway pods, spread over the nodes. One replica means seconds of outage when its node goes.",
        examples: [2],
      }),
    accessLog: z
      .boolean()
      .default(true)
      .meta({ description: "Write an access log as JSON to standard output.", examples: [true] }),
    values: helmValues,
  })
  .meta({
    description: "The gateway (Traefik): load balancer, HTTPS, access log.",
    examples: [{ certificates: { issuer: "existing", secret: "zai-dev-tls" } }],
  });

export type IngressConfig = z.output<typeof ingress>;
