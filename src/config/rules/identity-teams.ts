import type { Finding } from "../explain/finding";
import { nest } from "../explain/path";
import type { KeycloakConfig } from "../schema/identity";

const TEAMS = ["identity", "teams"];
const SYNC = ["identity", "teamSync"];

type Team = KeycloakConfig["teams"][number];

/** Teams have a sync that reads them and a way in, each has one role, and a sync has teams. */
export function teamFindings({ teams, teamSync, github }: KeycloakConfig): Finding[] {
  return [
    ...(teams.length > 0 && teamSync === undefined ? [withoutSync()] : []),
    ...(teams.length > 0 && github === undefined ? [withoutGithub()] : []),
    ...(teamSync !== undefined && teams.length === 0 ? [withoutTeams()] : []),
    ...teams.flatMap((team, index) => repeated(team, index, teams.slice(0, index))),
  ];
}

function withoutSync(): Finding {
  return {
    path: SYNC,
    at: "key",
    message: "is missing, must stand beside identity.teams: nobody would read them",
    fix: nest([...SYNC, "token"], { env: "GITHUB_TEAMS_TOKEN" }),
  };
}

function withoutGithub(): Finding {
  return {
    path: ["identity", "github"],
    at: "key",
    message: "is missing, must stand beside identity.teams: their members could not sign in",
    fix: nest(["identity", "github"], { clientId: "ID", clientSecret: { env: "GITHUB_CLIENT_SECRET" } }),
  };
}

function withoutTeams(): Finding {
  return {
    path: SYNC,
    message: "got no identity.teams, must have at least one team to read",
    fix: nest(TEAMS, [{ organization: "ORGANISATION", team: "TEAM", role: "viewer" }]),
  };
}

function repeated({ organization, team, role }: Team, index: number, earlier: readonly Team[]): Finding[] {
  const name = `${organization}/${team}`.toLowerCase();
  const same = earlier.find((other) => `${other.organization}/${other.team}`.toLowerCase() === name);
  if (same === undefined) return [];
  const message =
    same.role === role
      ? `got ${name} a second time, must stand in the list once`
      : `got ${name} as ${role}, which is ${same.role} further up; must have one role`;
  return [{ path: [...TEAMS, index, "team"], message }];
}
