import { catalogueOf, type PromqlCheck } from "../../src/queries";

/** A platform with a bit of everything. */
export const CATALOGUE = catalogueOf(
  ["apiserver", "cadvisor", "kube-state-metrics", "kubelet", "node-exporter", "prometheus", "traefik"],
  [
    { name: "orders_total", type: "counter", labels: ["shop", "status", "instance", "job"] },
    { name: "queue_length", type: "gauge", labels: ["shop", "instance", "job"] },
    { name: "shop:orders:rate5m", type: "gauge", labels: ["shop"] },
  ],
);

export const PANEL: PromqlCheck = { catalogue: CATALOGUE, scrapeInterval: 30, where: "panel" };

export const ALERT: PromqlCheck = { catalogue: CATALOGUE, scrapeInterval: 30, where: "alert", for: 300 };
