/** The dashboard that shows what exporters tell of. */
export const EXPORTERS_DASHBOARD = "exporters";
