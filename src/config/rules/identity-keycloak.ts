import { durationSeconds } from "../../quantity";
import type { Finding } from "../explain/finding";
import { nest } from "../explain/path";
import type { KeycloakConfig } from "../schema/identity";

/** A way in, addresses that belong together, and lifetimes that Keycloak takes in silence and then refuses everybody. */
export function keycloakFindings(identity: KeycloakConfig): Finding[] {
  return [...waysIn(identity), ...githubAddresses(identity), ...lifetimes(identity.sessions)];
}

const GITHUB = ["identity", "github"];

/** A directory alone has no admin: its role is one for all. */
function waysIn({ github, google }: KeycloakConfig): Finding[] {
  if (github !== undefined || google !== undefined) return [];
  const fix = nest(GITHUB, { clientId: "ID", clientSecret: { env: "GITHUB_CLIENT_SECRET" } });
  const message = "is missing, must stand there, or identity.google: whoever manages Grafana comes in by one of them";
  return [{ path: GITHUB, at: "key", message, fix }];
}

/** Both addresses of an Enterprise server, or neither: with one of them a person would be asked for at github.com. */
function githubAddresses({ github }: KeycloakConfig): Finding[] {
  if (github === undefined || (github.baseUrl === undefined) === (github.apiUrl === undefined)) return [];
  const missing = github.baseUrl === undefined ? "baseUrl" : "apiUrl";
  const path = [...GITHUB, missing];
  const example = missing === "baseUrl" ? "https://github.example.com" : `${github.baseUrl}/api/v3`;
  return [{ path, at: "key", message: "is missing, must stand beside the other address", fix: nest(path, example) }];
}

function lifetimes({ idle, longest, accessToken }: KeycloakConfig["sessions"]): Finding[] {
  return [
    ...notLonger("idle", idle, "longest", longest),
    ...notLonger("accessToken", accessToken, "idle", idle),
    ...(durationSeconds(accessToken) >= 60 ? [] : [tooShort(accessToken)]),
  ];
}

function notLonger(key: string, value: string, other: string, limit: string): Finding[] {
  if (durationSeconds(value) <= durationSeconds(limit)) return [];
  const path = ["identity", "sessions", key];
  return [
    {
      path,
      message: `got "${value}", must be at most identity.sessions.${other}, which is ${limit}`,
      fix: nest(path, limit),
    },
  ];
}

function tooShort(accessToken: string): Finding {
  const path = ["identity", "sessions", "accessToken"];
  const message = `got "${accessToken}", must be at least 1m: Grafana would ask for a new token with every click`;
  return { path, message, fix: nest(path, "1m") };
}
