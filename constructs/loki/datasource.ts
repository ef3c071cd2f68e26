/** What dashboards and alerts name: never change it. */
export const LOKI_DATASOURCE = { uid: "loki", type: "loki" } as const;
