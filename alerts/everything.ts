import { COMPONENTS, type ComponentName } from "../src/queries/catalogue/components";
import { type AlertScope, alertGroupsFor, recordingGroupsFor } from ".";

/** A client that has all that there is, for lists of all that is shipped. */
export const EVERYTHING: AlertScope = {
  components: Object.keys(COMPONENTS) as ComponentName[],
  pools: [
    { name: "dedicated", min: 1, max: 1, price: 28 },
    { name: "burst", min: 1, max: 3, price: 28 },
  ],
  slos: [
    {
      name: "shop",
      of: { label: "service", value: "shop-web-80@kubernetes" },
      objective: 99.5,
      latency: { below: 0.5, objective: 95 },
      window: "30d",
    },
    { name: "login", of: { label: "router", value: "websecure-sso@kubernetes" }, objective: 99.9, window: "15d" },
  ],
  // As the config has it by default; written here, so that lists of dashboards do not load its schema.
  managedTokens: {
    thresholds: {
      tokenStoreAge: "3h",
      tokenPushAge: "3h",
      pushStage: "5m",
      refreshStage: "5m",
      uidRefreshAge: "2d",
      failedServices: 0,
      kinitFailures: 0,
      vaultFailures: 0,
      nodeFailures: 0,
      ferryErrors: 0,
      missedRuns: 2,
    },
    jobs: { "token-push": "managed_tokens", "refresh-uids-from-ferry": "managed_tokens_ferry" },
    intervals: { "token-push": "1h", "refresh-uids-from-ferry": "1d" },
    globalTimeout: 300,
    environment: "production",
  },
};

/** Every shipped group of alerts. */
export const alertGroups = alertGroupsFor(EVERYTHING);

/** Every shipped group of recording rules. */
export const recordingGroups = recordingGroupsFor(EVERYTHING);
