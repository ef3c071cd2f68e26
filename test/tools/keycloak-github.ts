import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** An account at GitHub. */
export interface Account {
  readonly id: number;
  readonly login: string;
  readonly name: string | null;
  readonly email: string;
}

/** A stand-in for GitHub on loopback: whoever is `account` has signed in there and said yes. */
export class Github {
  private account: Account | undefined;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Github> {
    const server = createServer();
    const github = new Github(server);
    server.on("request", (request, response) => {
      const url = new URL(request.url ?? "/", "http://github");
      const answer = github.answer(url);
      response.writeHead(answer.status, answer.headers).end(answer.body);
      request.resume();
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    return github;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  signIn(account: Account): void {
    this.account = account;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private answer(url: URL): { status: number; headers: Record<string, string>; body?: string } {
    const json = (value: unknown) => ({
      status: 200,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(value),
    });
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
