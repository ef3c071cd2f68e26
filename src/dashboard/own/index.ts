export { locatorOf, parseDashboard } from "./json-text";
export {
  type LoadedDashboards,
  loadOwnDashboards,
  MAX_DASHBOARD_BYTES,
  type OwnDashboard,
  type OwnOptions,
  type WantedDashboard,
} from "./load";
