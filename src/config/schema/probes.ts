import { z } from "zod";
import { dnsName, duration, host, name } from "./common";
import { regularExpression } from "./regular-expression";

const interval = duration.default("60s").meta({ description: "How often it is asked.", examples: ["30s"] });

const endpoint = z
  .string()
  .regex(
    /^([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:]+\]):[1-9][0-9]{0,4}$/,
    "must be host:port without a scheme, such as mail.zai.dev:993",
  );

const pattern = regularExpression.optional();

const http = z
  .strictObject({
    module: z.literal("http").meta({ description: "A page that answers with success.", examples: ["http"] }),
    target: z
      .string()
      .min(1)
      .meta({ description: "Address, with its scheme.", examples: ["https://shop.zai.dev/health"] }),
    interval,
    expect: z
      .strictObject({
        status: z
          .array(z.int().min(100).max(599))
          .min(1)
          .optional()
          .meta({ description: "Status codes that are right. Without it: any of 200 to 299.", examples: [[200, 401]] }),
        body: pattern.meta({ description: "Regular expression that its text has to match.", examples: ["ready"] }),
      })
      .prefault({})
      .meta({ description: "What is right.", examples: [{ status: [200], body: "ready" }] }),
  })
  .meta({ id: "HttpProbe" });

const tcp = z
  .strictObject({
    module: z.literal("tcp").meta({ description: "A port that takes connections.", examples: ["tcp"] }),
    target: endpoint.meta({ description: "Host and port.", examples: ["db1.zai.dev:5432"] }),
    interval,
  })
  .meta({ id: "TcpProbe" });

const tls = z
  .strictObject({
    module: z.literal("tls").meta({
      description: "A port that speaks TLS, with a certificate that is trusted and does not expire soon.",
      examples: ["tls"],
    }),
    target: endpoint.meta({ description: "Host and port.", examples: ["mail.zai.dev:993"] }),
    interval,
  })
  .meta({ id: "TlsProbe" });

const dns = z
  .strictObject({
    module: z.literal("dns").meta({ description: "A name that is known.", examples: ["dns"] }),
    target: dnsName.meta({ description: "Name that is asked for.", examples: ["zai.dev"] }),
    interval,
    server: host.meta({ description: "Server that is asked, at port 53.", examples: ["ns1.digitalocean.com"] }),
    type: z
      .enum(["A", "AAAA", "CAA", "CNAME", "MX", "NS", "SOA", "SRV", "TXT"])
      .default("A")
      .meta({ description: "Type of the record.", examples: ["MX"] }),
    expect: z
      .strictObject({
        answer: pattern.meta({
          description: "Regular expression that one record of the answer has to match.",
          examples: ["203\\.0\\.113\\.7"],
        }),
      })
      .prefault({})
      .meta({ description: "What is right.", examples: [{ answer: "203\\.0\\.113\\.7" }] }),
  })
  .meta({ id: "DnsProbe" });

const probe = z.discriminatedUnion("module", [http, tcp, tls, dns]);

/** What is asked from outside of it whether it is there. */
export const probes = z
  .record(name, probe)
  .default({})
  .meta({
    description:
      "Pages, ports, certificates and names that are asked by the clock, by name of the probe. They bring the blackbox exporter, alerts and a dashboard.",
    examples: [{ shop: { module: "http", target: "https://shop.zai.dev/health" } }],
  });

export type ProbeConfig = z.output<typeof probe>;
