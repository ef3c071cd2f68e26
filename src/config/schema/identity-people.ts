import { z } from "zod";
import { dnsName, secretSource } from "./common";
import { cronSchedule } from "./cron";

const role = z
  .enum(["admin", "editor", "viewer"])
  .meta({ description: "What the person may do in Grafana.", examples: ["editor"] });

/** Somebody who may enter, by one of two kinds of account. */
export const person = z
  .strictObject({
    github: z
      .string()
      .regex(/^[A-Za-z0-9]([A-Za-z0-9_-]{0,37}[A-Za-z0-9])?$/, "must be a GitHub login")
      .optional()
      .meta({
        description: "Login at GitHub. People may rename themselves there: the id decides.",
        examples: ["octocat"],
      }),
    google: z
      .string()
      .regex(/^[A-Za-z0-9._-]+@[A-Za-z0-9.-]+\.[A-Za-z]+$/, "must be the address of a Google account")
      .optional()
      .meta({
        description:
          "Address of a Google account, instead of `github`. An address may be given to another: the id decides.",
        examples: ["jane@zai.dev"],
      }),
    id: z
      .union([z.int().min(1), z.string().regex(/^[1-9][0-9]{0,254}$/, "must be digits")])
      .optional()
      .meta({
        description:
          "Number of the account. GitHub's is at https://api.github.com/users/LOGIN, and `belvedere people add` looks it up. Google's stands in quotes; docs/identity.md says where to read it.",
        examples: [583231],
      }),
    role,
  })
  .meta({ id: "Person" });

/** The OAuth client that people with Google accounts come by. */
export const google = z
  .strictObject({
    clientId: z
      .string()
      .min(1)
      .meta({
        description:
          "Id of the OAuth client at Google; its redirect is https://HOST/realms/REALM/broker/google/endpoint.",
        examples: ["1234-abcd.apps.googleusercontent.com"],
      }),
    clientSecret: secretSource.meta({
      description: "Secret of the OAuth client.",
      examples: [{ env: "GOOGLE_CLIENT_SECRET" }],
    }),
    hostedDomain: dnsName.meta({
      description: "Google Workspace domain of these people. Keycloak refuses accounts of any other.",
      examples: ["zai.dev"],
    }),
  })
  .meta({
    description: "Google accounts, of people who are in the list.",
    examples: [
      {
        clientId: "1234-abcd.apps.googleusercontent.com",
        clientSecret: { env: "GOOGLE_CLIENT_SECRET" },
        hostedDomain: "zai.dev",
      },
    ],
  });

/** A team at GitHub whose members may enter. */
export const team = z
  .strictObject({
    organization: z
      .string()
      .regex(/^[A-Za-z0-9]([A-Za-z0-9-]{0,37}[A-Za-z0-9])?$/, "must be the login of an organisation at GitHub")
      .meta({ description: "Organisation at GitHub.", examples: ["zai"] }),
    team: z
      .string()
      .regex(/^[a-z0-9_][a-z0-9_.-]{0,99}$/, "must be the slug of a team, as it stands in the team's address")
      .meta({
        description: "Slug of the team, as it stands in its address. Members of its child teams count.",
        examples: ["platform"],
      }),
    role: role.meta({
      description: "What its members may do in Grafana. Who is in several teams has the highest role.",
      examples: ["editor"],
    }),
  })
  .meta({ id: "Team" });

/** The CronJob that brings Keycloak into line with the teams. */
export const teamSync = z
  .strictObject({
    token: secretSource.meta({
      description:
        "Token that may read the members of these teams: fine-grained with the organisation permission Members (read), or classic with `read:org`.",
      examples: [{ env: "GITHUB_TEAMS_TOKEN" }],
    }),
    schedule: cronSchedule
      .default("*/15 * * * *")
      .meta({ description: "When teams are read: a cron schedule in UTC.", examples: ["*/15 * * * *"] }),
    dryRun: z
      .boolean()
      .default(false)
      .meta({ description: "Only says what it would do.", examples: [true] }),
    clientSecret: secretSource.prefault({ env: "TEAM_SYNC_CLIENT_SECRET" }).meta({
      description: "Secret that the sync shows to Keycloak. Its account may manage the users of the realm alone.",
      examples: [{ env: "TEAM_SYNC_CLIENT_SECRET" }],
    }),
  })
  .meta({
    description: "Reads the teams and brings Keycloak into line with them.",
    examples: [{ token: { env: "GITHUB_TEAMS_TOKEN" } }],
  });
