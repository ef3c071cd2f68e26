import { durationSeconds } from "../../quantity";
import type { Finding } from "../explain/finding";
import { nest } from "../explain/path";
import type { KeycloakConfig } from "../schema/identity";

/** Addresses that belong together, and lifetimes that Keycloak takes in silence and then refuses everybody. */
export function keycloakFindings(identity: KeycloakConfig): Finding[] {
  return [...githubAddresses(identity), ...lifetimes(identity.sessions)];
}

const GITHUB = ["identity", "github"];

/** Both addresses of an Enterprise server, or neither: with one of them a person would be asked for at github.com. */
function githubAddresses({ github }: KeycloakConfig): Finding[] {
  if ((github.baseUrl === undefined) === (github.apiUrl === undefined)) return [];
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
