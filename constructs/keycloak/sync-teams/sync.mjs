/**
 * Brings the users of a realm into line with teams at GitHub, and leaves alone whom the config declares and whom
 * somebody made by hand. Who left every team is disabled, not deleted: their link would go too.
 *
 * All teams are read before anything is changed. Where GitHub gives no whole answer, nothing is.
 *
 * Environment: KEYCLOAK_URL, KEYCLOAK_REALM, TEAM_SYNC_CLIENT_SECRET, GITHUB_API, GITHUB_TOKEN, DRY_RUN.
 */
import { readFileSync } from "node:fs";
import { readMembers } from "./github.mjs";
import { Keycloak } from "./keycloak.mjs";
import { describe, plan } from "./plan.mjs";

process.exitCode = await main().catch((error) => {
  console.error(`FAILED: ${error.message}`);
  return 1;
});

async function main() {
  const dryRun = variable("DRY_RUN") === "true";
  /** @type {readonly import("./github.mjs").Team[]} */
  const teams = JSON.parse(readFileSync(new URL("teams.json", import.meta.url), "utf8"));
  const keycloak = new Keycloak({
    url: variable("KEYCLOAK_URL"),
    realm: variable("KEYCLOAK_REALM"),
    secret: variable("TEAM_SYNC_CLIENT_SECRET"),
  });
  const members = await unchanged(
    readMembers({ api: variable("GITHUB_API"), token: variable("GITHUB_TOKEN").trim() }, teams),
  );
  const { steps, conflicts } = await unchanged(keycloak.read(members).then((state) => plan(members, state)));
  for (const step of steps) {
    if (!dryRun) await keycloak.apply(step);
    console.log(`${dryRun ? "would: " : ""}${describe(step)}`);
  }
  for (const conflict of conflicts) console.error(`CONFLICT: person ${conflict}`);
  console.log(`${members.length} members, ${steps.length} changes${dryRun ? " that a dry run leaves" : ""}`);
  return conflicts.length === 0 ? 0 : 1;
}

/** @param {string} name */
function variable(name) {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`the environment has no ${name}`);
  return value;
}

/**
 * @template T
 * @param {Promise<T>} reading
 * @returns {Promise<T>}
 */
async function unchanged(reading) {
  try {
    return await reading;
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}; nothing is changed`);
  }
}
