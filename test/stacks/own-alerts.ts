import type { ClientInput } from "../../src/config";
import { ACME } from "./acme";

type Alerts = NonNullable<ClientInput["alerts"]>;

/** An alert on metrics and one on log lines, as a client writes them. */
export const ORDERS = {
  name: "orders",
  team: "shop",
  alerts: [
    {
      name: "OrdersStuck",
      expr: "max by (queue) (orders_waiting)",
      above: 100,
      for: "10m",
      severity: "warning",
      summary: "Queue {{ $labels.queue }} is stuck",
      description: "Nobody takes orders of it.",
      runbook: "1. Restart the worker.",
      tests: [
        {
          fires: {
            series: { 'orders_waiting{queue="a"}': "200x30" },
            at: "20m",
            expect: [
              { labels: { queue: "a" }, summary: "Queue a is stuck", description: "Nobody takes orders of it." },
            ],
          },
        },
        { silent: { series: { 'orders_waiting{queue="a"}': "1x30" }, at: "20m" } },
      ],
    },
    {
      name: "CartRefuses",
      logql: 'sum by (container) (count_over_time({namespace="shop"} |= `refused` [5m]))',
      above: 2,
      severity: "critical",
      summary: "{{ $labels.container }} refuses",
      description: "Three times within 5 minutes.",
      runbook: "https://runbooks.acme.dev/cart",
      panel: { dashboard: "shop", id: 4 },
      tests: [
        { fires: { logs: { '{namespace="shop",container="cart"}': [{ line: "refused", times: 4 }] }, at: "4m" } },
        { silent: { logs: { '{namespace="shop",container="cart"}': ["refused", { pause: 9 }] }, at: "4m" } },
      ],
    },
  ],
} satisfies Exclude<NonNullable<Alerts["rules"]>[number], string>;

/** A client with these alerts. */
export function clientWith(alerts: Partial<Alerts>): ClientInput {
  return { ...ACME, alerts: { ...ACME.alerts, ...alerts } };
}
