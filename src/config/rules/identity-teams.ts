import type { Finding } from "../explain/finding";
import { nest } from "../explain/path";
import type { KeycloakConfig } from "../schema/identity";
import { earlierAlike } from "./earlier";

const TEAMS = ["identity", "teams"];
const SYNC = ["identity", "teamSync"];

type Team = KeycloakConfig["teams"][number];

/** Teams have a sync that reads them and a way in, each has one role, and a sync has teams. */
export function teamFindings({ teams, teamSync, github }: KeycloakConfig): Finding[] {
  return [
    ...(teams.length > 0 && teamSync === undefined ? [withoutSync()] : []),
    ...(teams.length > 0 && github === undefined ? [withoutGithub()] : []),
    ...(teamSync !== undefined && teams.length === 0 ? [withoutTeams()] : []),
    ...earlierAlike(teams, nameOf).flatMap((same, index) => repeated(teams[index] as Team, index, same)),
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

function nameOf({ organization, team }: Team): string {
  return `${organization}/${team}`.toLowerCase();
}

function repeated(team: Team, index: number, same: Team | undefined): Finding[] {
  if (same === undefined) return [];
  const { role } = team;
  const name = nameOf(team);
  const message =
    same.role === role
      ? `got ${name} a second time, must stand in the list once`
      : `got ${name} as ${role}, which is ${same.role} further up; must have one role`;
  return [{ path: [...TEAMS, index, "team"], message }];
}
