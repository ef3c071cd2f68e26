import { z } from "zod";
import { helmValues } from "./common";
import { certificates } from "./ingress-certificates";
import { dns } from "./ingress-dns";

/** Traefik, the gateway. */
export const ingress = z
  .strictObject({
    certificates,
    dns,
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
        proxyProtocol: z
          .boolean()
          .default(false)
          .meta({
            description:
              "Have the load balancer at DigitalOcean say who calls (PROXY protocol), so that access log and rate limit see each caller. Pods and machines of the VPC could name another address; a change closes connections that are open.",
            examples: [true],
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
    rateLimit: z
      .strictObject({
        average: z
          .int()
          .min(0)
          .max(1_000_000)
          .default(200)
          .meta({ description: "Requests over time. 0: no limit.", unit: "requests a second", examples: [100] }),
        burst: z
          .int()
          .min(1)
          .max(1_000_000)
          .default(500)
          .meta({ description: "Requests at once, over the average.", unit: "requests", examples: [200] }),
      })
      .prefault({})
      .meta({
        description:
          "What one address may ask; more is answered by 429. Behind a load balancer that hides its callers all of them are one address: see `loadBalancer.proxyProtocol`.",
        examples: [{ average: 100, burst: 300 }],
      }),
    values: helmValues,
  })
  .meta({
    description: "The gateway (Traefik): load balancer, HTTPS, certificates, DNS records, access log.",
    examples: [{ certificates: { issuer: "letsencrypt", email: "ops@zai.dev" }, dns: { provider: "digitalocean" } }],
  });
