import { runDays } from "../../cron-gap";
import { firstMeeting } from "../../cron-overlap";
import { experimentContacts } from "../../managed-tokens/routing";
import { occupiedSeconds } from "../../managed-tokens/runs";
import type { Finding } from "../explain/finding";
import { nest } from "../explain/path";
import type { ManagedTokensConfig } from "../schema/managed-tokens";
import { addressFindings } from "./managed-tokens-addresses";
import { keytabFindings } from "./managed-tokens-keytabs";
import { nameFindings } from "./managed-tokens-names";
import { folderFindings, sizeFindings } from "./managed-tokens-places";
import { roleFindings } from "./managed-tokens-roles";
import { templateFindings, wordFindings } from "./managed-tokens-texts";
import { thresholdFindings } from "./managed-tokens-thresholds";
import { retryFindings, timeoutFindings } from "./managed-tokens-timeouts";
import { defineRule, type Written } from "./rule";

const HERE = "managedTokens";

/** What the program would take without a word, and then leave out: services, retries, metrics, all of it. */
export const tokensService = defineRule({
  needs: ["managedTokens"],
  check({ managedTokens }, written): Finding[] {
    if (managedTokens === undefined) return [];
    const tokens = { ...managedTokens, experiments: writtenOnly(managedTokens.experiments, written) };
    return [
      ...nameFindings(tokens),
      ...roleFindings(tokens),
      ...keytabFindings(tokens),
      ...templateFindings(tokens),
      ...wordFindings(tokens),
      ...timeoutFindings(tokens),
      ...retryFindings(tokens),
      ...addressFindings(tokens),
      ...folderFindings(tokens),
      ...sizeFindings(tokens),
      ...scheduleFindings(tokens),
      ...thresholdFindings(tokens),
      ...authFindings(tokens),
    ];
  },
});

/** Without the examples that mend what is at fault. */
function writtenOnly(experiments: ManagedTokensConfig["experiments"], written: Written) {
  const own = Object.entries(experiments).map(([name, { roles, ...experiment }]) => {
    const here = Object.entries(roles).filter(([role]) => written(HERE, "experiments", name, "roles", role));
    return [name, { ...experiment, roles: Object.fromEntries(here) }] as const;
  });
  return Object.fromEntries(own);
}

/** Metrics are pushed: without a gateway nobody would see any of it. */
export const tokensGateway = defineRule({
  needs: ["managedTokens", "prometheus"],
  check({ managedTokens: tokens, prometheus }): Finding[] {
    if (tokens === undefined || tokens.prometheus.host !== undefined || prometheus.pushgateway.enabled) return [];
    const path = ["prometheus", "pushgateway", "enabled"];
    return [
      {
        path,
        message: "got false beside managedTokens, must be true: its metrics are pushed, and no alert would see them",
        fix: nest(path, true),
      },
    ];
  },
});

/** People of an experiment become a contact point. */
export const tokensContacts = defineRule({
  needs: ["managedTokens", "alerts"],
  check({ managedTokens: tokens, alerts }): Finding[] {
    if (tokens === undefined) return [];
    const names = experimentContacts(tokens).map(({ name }) => name);
    return Object.keys(alerts.contactPoints)
      .filter((name) => names.includes(name))
      .map((name) => ({
        path: ["alerts", "contactPoints", name],
        at: "key",
        message: `got "${name}", which is the emails of managedTokens.experiments.${name.replace(/^tokens-/, "")}; must have another name`,
      }));
  },
});

function scheduleFindings(tokens: ManagedTokensConfig): Finding[] {
  const never = Object.entries(tokens.schedules).filter(([, schedule]) => runDays(schedule).length < 2);
  if (never.length > 0)
    return never.map(([key, schedule]) => ({
      path: [HERE, "schedules", key],
      message: `got "${schedule}", which no date of the calendar has, must be a schedule that runs`,
    }));
  const seconds = occupiedSeconds(tokens);
  const { tokenPush, refreshUids } = tokens.schedules;
  const meeting = firstMeeting({ schedule: refreshUids, seconds }, { schedule: tokenPush, seconds });
  if (meeting === undefined) return [];
  return [
    {
      path: [HERE, "schedules", "refreshUids"],
      message: `got "${refreshUids}", must keep ${seconds} s away from "${tokenPush}": a run at ${meeting.one} may meet the push of ${meeting.other}, and both write one SQLite file`,
    },
  ];
}

function authFindings({ ferry }: ManagedTokensConfig): Finding[] {
  if (ferry.authMethod === "tls") return [];
  const path = [HERE, "ferry", "authMethod"];
  return [
    {
      path,
      message:
        'got "jwt", must be tls: release 0.17.1 never tells its client which vault server to ask, so no token for FERRY can be had',
      fix: nest(path, "tls"),
    },
  ];
}
