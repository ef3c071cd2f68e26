import { z } from "zod";
import { defaultVolume, otherVolumes } from "../../sizing/profiles";
import { dnsName, duration, helmValues, httpsUrl, kubernetesName, ownSecret, quantity } from "./common";
import { datasources, uids } from "./datasources";
import { remoteWrite, scrape } from "./scrape";

export const grafana = z
  .strictObject({
    host: dnsName.meta({ description: "Host, under `domain`.", examples: ["grafana.zai.dev"] }),
    volume: quantity
      .default(defaultVolume("grafana", "small"))
      .meta({ description: `Volume of Grafana's own database. ${otherVolumes("grafana")}`, examples: ["5Gi"] }),
    adminPassword: ownSecret.prefault({ env: "GRAFANA_ADMIN_PASSWORD" }).meta({
      description:
        "Password of the local admin, which the sidecars use to reload. Grafana takes it at its first start only. An existing Secret must also hold the admin's name, as `admin-user`.",
      examples: [{ env: "GRAFANA_ADMIN_PASSWORD" }],
    }),
    datasources,
    uids,
    values: helmValues,
  })
  .meta({
    description: "Grafana, with dashboards, alerts and datasources provisioned by sidecars.",
    examples: [{ host: "grafana.zai.dev" }],
  });

export const prometheus = z
  .strictObject({
    retention: duration.default("15d").meta({ description: "How long samples are kept.", examples: ["15d"] }),
    volume: quantity.default(defaultVolume("prometheus", "small")).meta({
      description: `Volume of the samples; the oldest go when 80 % of it is full. ${otherVolumes("prometheus")}`,
      examples: ["8Gi"],
    }),
    scrapeInterval: duration
      .default("30s")
      .meta({ description: "How often targets are scraped and rules evaluated.", examples: ["30s"] }),
    alertmanager: z
      .strictObject({
        volume: quantity
          .default("1Gi")
          .meta({ description: "Volume of silences and the notification log.", examples: ["1Gi"] }),
      })
      .prefault({})
      .meta({ description: "Alertmanager.", examples: [{ volume: "1Gi" }] }),
    pushgateway: z
      .strictObject({
        enabled: z
          .boolean()
          .default(true)
          .meta({ description: "Deploy a pushgateway for batch jobs.", examples: [false] }),
        volume: quantity
          .default("1Gi")
          .meta({ description: "Volume on which pushed metrics outlive a restart.", examples: ["1Gi"] }),
        namespaces: z
          .array(kubernetesName)
          .default([])
          .meta({
            description: "Namespaces whose pods may push: network policies refuse others.",
            examples: [["batch"]],
          }),
      })
      .prefault({})
      .meta({ description: "Pushgateway.", examples: [{ enabled: false }] }),
    scrape,
    remoteWrite,
    values: helmValues,
  })
  .prefault({})
  .meta({
    description: "Prometheus with Alertmanager, pushgateway, kube-state-metrics and node exporter.",
    examples: [{ retention: "30d", volume: "20Gi" }],
  });

export const charts = z
  .strictObject({
    mirror: httpsUrl
      .or(z.string().regex(/^http:\/\/(127\.0\.0\.1|localhost)(:[0-9]+)?(\/.*)?$/, "must be http on loopback"))
      .optional()
      .meta({
        description: "Helm repository that replaces the repositories of all charts.",
        examples: ["https://charts.zai.dev"],
      }),
  })
  .prefault({})
  .meta({ description: "Where the charts come from.", examples: [{ mirror: "https://charts.zai.dev" }] });
