import { type ChildProcess, execFile, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Team } from "../../constructs/keycloak/sync-teams/github.mjs" with { "resolution-mode": "import" };
import { TOOL_OPTIONS } from "../../constructs/keycloak/values";
import type { RealmDescription } from "../../src/identity/description";
import { realmFiles } from "../../src/identity/provision";
import { freePort } from "./free-port";
import { installed, onPath, type Requirement } from "./requirement";

const ROOT = join(__dirname, "..", "..");
const SYNC = join(ROOT, "constructs", "keycloak", "sync-teams");
const SCRIPT = join(ROOT, "constructs", "keycloak", "apply-realm", "apply-realm.sh");

/** Values that break whoever puts them into JSON or a shell without care. */
export const SECRETS = {
  KC_CLI_PASSWORD: `Adm1n "quoted" \\x $HOME`,
  GRAFANA_OIDC_CLIENT_SECRET: `s3c"r\\et&$x \${y}`,
  GITHUB_CLIENT_SECRET: "github's",
  GOOGLE_CLIENT_SECRET: "google's",
  LDAP_BIND_PASSWORD: "bind",
  TEAM_SYNC_CLIENT_SECRET: `sync&"s\\ $HOME`,
} as const;

/** Folder of the Keycloak that the set-up installs, built for a database in memory. It needs Java. */
export function keycloak(): Requirement<string> {
  const found = installed("keycloak");
  if ("missing" in found) return found;
  const java = onPath("java", ["-version"], "Keycloak needs 17 or later");
  return "missing" in java ? java : { value: dirname(dirname(realpathSync(found.value))) };
}

/** The server lives for a minute: what Java does not optimize for later is time now. */
const SERVER_OPTIONS = "-XX:TieredStopAtLevel=1";

export interface Applied {
  readonly code: number;
  readonly output: string;
}

export interface TeamsRun {
  readonly teams: readonly Team[];
  readonly githubApi: string;
  readonly token: string;
  readonly dryRun: boolean;
}

/** A Keycloak in production mode on loopback, with its database in memory. */
export class KeycloakServer {
  private token: { readonly value: string; readonly until: number } | undefined;

  private constructor(
    private readonly folder: string,
    private readonly process: ChildProcess,
    /** Where it listens. */
    readonly url: string,
    /** What it calls itself. */
    readonly address: string,
  ) {}

  /** @param options further options of `kc.sh start` */
  static async start(folder: string, address: string, options: readonly string[] = []): Promise<KeycloakServer> {
    const [port, management] = [await freePort(), await freePort()];
    const child = spawn(
      join(folder, "bin", "kc.sh"),
      ["start", "--optimized", `--hostname=${address}`, "--http-enabled=true", "--http-host=127.0.0.1"].concat(
        `--http-port=${port}`,
        `--http-management-port=${management}`,
        "--proxy-headers=xforwarded",
        "--cache=local",
        ...options,
      ),
      {
        stdio: ["ignore", "pipe", "pipe"],
        env: {
          ...process.env,
          JAVA_OPTS_APPEND: SERVER_OPTIONS,
          KC_BOOTSTRAP_ADMIN_USERNAME: "admin",
          KC_BOOTSTRAP_ADMIN_PASSWORD: SECRETS.KC_CLI_PASSWORD,
        },
      },
    );
    await listening(child);
    return new KeycloakServer(folder, child, `http://127.0.0.1:${port}`, address);
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null) return;
    await new Promise((done) => {
      this.process.once("exit", done);
      this.process.kill();
    });
  }

  /** Runs the script of the Job, as the Job does. */
  async apply(description: RealmDescription): Promise<Applied> {
    const work = mkdtempSync(join(tmpdir(), "belvedere-realm-"));
    const files = join(work, "files");
    mkdirSync(files);
    for (const [name, text] of Object.entries(realmFiles(description))) writeFileSync(join(files, name), text);
    const env = {
      PATH: process.env.PATH,
      HOME: work,
      KCADM: join(this.folder, "bin", "kcadm.sh"),
      REALM_FILES: files,
      REALM_WORK: join(work, "tmp"),
      KEYCLOAK_PATIENCE: "60",
      KEYCLOAK_URL: this.url,
      KEYCLOAK_REALM: description.realm,
      KEYCLOAK_ADMIN: "admin",
      KC_OPTS: TOOL_OPTIONS,
      ...SECRETS,
    };
    const applied = await run("sh", [SCRIPT], env);
    rmSync(work, { recursive: true });
    return applied;
  }

  /** Runs the script of the CronJob, as it does. */
  async syncTeams(realm: string, { teams, githubApi, token, dryRun }: TeamsRun): Promise<Applied> {
    const work = mkdtempSync(join(tmpdir(), "belvedere-teams-"));
    cpSync(SYNC, work, { recursive: true });
    writeFileSync(join(work, "teams.json"), JSON.stringify(teams));
    const env = {
      KEYCLOAK_URL: this.url,
      KEYCLOAK_REALM: realm,
      TEAM_SYNC_CLIENT_SECRET: SECRETS.TEAM_SYNC_CLIENT_SECRET,
      GITHUB_API: githubApi,
      GITHUB_TOKEN: token,
      DRY_RUN: String(dryRun),
    };
    const synced = await run(process.execPath, [join(work, "sync.mjs")], env);
    rmSync(work, { recursive: true });
    return synced;
  }

  /** Asks the administration API. */
  async admin<T>(path: string, method = "GET", body?: unknown): Promise<T> {
    const response = await fetch(`${this.url}/admin/${path}`, {
      method,
      headers: { authorization: `Bearer ${await this.adminToken()}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === "" ? undefined : JSON.parse(text)) as T;
  }

  private async adminToken(): Promise<string> {
    if (this.token !== undefined && this.token.until > Date.now()) return this.token.value;
    const response = await fetch(`${this.url}/realms/master/protocol/openid-connect/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "password",
        client_id: "admin-cli",
        username: "admin",
        password: SECRETS.KC_CLI_PASSWORD,
      }),
    });
    const { access_token: value } = (await response.json()) as { access_token: string };
    this.token = { value, until: Date.now() + 30_000 };
    return value;
  }
}

function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Applied> {
  return new Promise((done) =>
    execFile(program, args, { env, timeout: 240_000 }, (error, stdout, stderr) =>
      done({ code: error === null ? 0 : 1, output: stdout + stderr }),
    ),
  );
}

function listening(child: ChildProcess): Promise<void> {
  return new Promise((done, failed) => {
    let said = "";
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes("Listening on:")) done();
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("exit", (code) => failed(new Error(`Keycloak ended with ${code}: ${said.slice(-3000)}`)));
  });
}
