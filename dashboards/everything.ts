import { EVERYTHING } from "../alerts/everything";
import { dashboardsFor } from ".";

/** Every shipped dashboard. */
export const dashboards = dashboardsFor(EVERYTHING);
