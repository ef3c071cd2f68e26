import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** An account at GitHub. */
export interface Account {
  readonly id: number;
  readonly login: string;
  readonly name: string | null;
  readonly email: string;
}

/** What may go wrong with the second page of a list of members. */
export type Failure = keyof typeof FAILURES;

/** Token that may read members. */
export const TEAMS_TOKEN = "github_pat_0123456789abcdef";

const PAGE = 2;

const FAILURES = {
  "a broken connection": (response: ServerResponse) => response.destroy(),
  "an expired token": (response: ServerResponse) => response.writeHead(401).end('{"message": "Bad credentials"}'),
  "a used-up token": (response: ServerResponse) =>
    response.writeHead(403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1767225600" }).end("{}"),
  "a fault of theirs": (response: ServerResponse) => response.writeHead(502).end("<html>Unicorn</html>"),
  "an answer that breaks off": (response: ServerResponse) => {
    response.writeHead(200, { "content-length": "1000" }).write("[", () => response.destroy());
  },
  "half a JSON": (response: ServerResponse) => response.writeHead(200).end('[{"id": 1, "login": "al'),
  "no list": (response: ServerResponse) => response.writeHead(200).end('{"message": "try later"}'),
  "a member without a number": (response: ServerResponse) => response.writeHead(200).end('[{"login": "ghost"}]'),
  "another host": (response: ServerResponse) =>
    response.writeHead(200, { link: '<https://evil.dev/?page=3>; rel="next"' }).end("[]"),
  "a way elsewhere": (response: ServerResponse) => response.writeHead(301, { location: "/api/orgs/new" }).end(),
} as const;

/** A stand-in for GitHub on loopback: whoever is `account` has signed in there and said yes. */
export class Github {
  private account: Account | undefined;
  private readonly teams = new Map<string, readonly Account[]>();
  private failure: Failure | undefined;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Github> {
    const server = createServer();
    const github = new Github(server);
    server.on("request", (request, response) => {
      const url = new URL(request.url ?? "/", "http://github");
      const page = /^\/api\/(?:orgs|organizations)\/([^/]+)\/teams?\/([^/]+)\/members$/.exec(url.pathname);
      request.resume();
      if (page === null) send(response, github.answer(url));
      else if (request.headers.authorization !== `Bearer ${TEAMS_TOKEN}`) FAILURES["an expired token"](response);
      else github.members(`${page[1]}/${page[2]}`, Number(url.searchParams.get("page") ?? "1"), response);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    return github;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get apiUrl(): string {
    return `${this.url}/api`;
  }

  signIn(account: Account): void {
    this.account = account;
  }

  /** @param name organisation and team: `acme/platform` */
  setTeam(name: string, members: readonly Account[]): void {
    this.teams.set(name, members);
  }

  /** From now on second pages of members fail so; undefined: they do not. */
  fail(failure: Failure | undefined): void {
    this.failure = failure;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private members(team: string, page: number, response: ServerResponse): void {
    if (page === 2 && this.failure !== undefined) FAILURES[this.failure](response);
    else send(response, this.page(team, page));
  }

  private page(team: string, page: number): Answer {
    const members = this.teams.get(team);
    if (members === undefined) return { status: 404, headers: {} };
    const shown = members.slice((page - 1) * PAGE, page * PAGE).map(({ id, login }) => ({ id, login, type: "User" }));
    const [organization, name] = team.split("/");
    const next = `<${this.url}/api/organizations/${organization}/team/${name}/members?per_page=100&page=${page + 1}>; rel="next"`;
    const first = `<${this.url}/api/first>; rel="first"`;
    return json(shown, { link: page * PAGE < members.length ? `${first}, ${next}` : first });
  }

  private answer(url: URL): Answer {
    if (url.pathname === "/login/oauth/authorize") {
      const back = new URL(url.searchParams.get("redirect_uri") ?? "");
      back.searchParams.set("code", "yes");
      back.searchParams.set("state", url.searchParams.get("state") ?? "");
      return { status: 302, headers: { location: back.href } };
    }
    if (url.pathname === "/login/oauth/access_token")
      return json({ access_token: "a", token_type: "bearer", scope: "" });
    if (url.pathname === "/api/user") return json(this.account);
    if (url.pathname === "/api/user/emails")
      return json([{ email: this.account?.email, primary: true, verified: true }]);
    return { status: 404, headers: {} };
  }
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

function json(value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 200, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(value) };
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, headers).end(body);
}
