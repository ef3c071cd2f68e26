import { createHash, randomBytes } from "node:crypto";
import { type KeycloakServer, SECRETS } from "./keycloak-server";

/** The claims of a person who signed in, from both places where Grafana looks. */
export interface SignedIn {
  readonly idToken: Readonly<Record<string, unknown>>;
  readonly userinfo: Readonly<Record<string, unknown>>;
  readonly rawIdToken: string;
  readonly refreshToken: string | undefined;
}

/** A page that is no way on. */
export interface Page {
  readonly status: number;
  readonly text: string;
}

const REDIRECT = "https://grafana.acme.dev/login/generic_oauth";

/** Somebody's browser, and Grafana behind it: the code flow with PKCE. */
export class Browser {
  private readonly cookies = new Map<string, Map<string, string>>();
  private readonly verifier = randomBytes(32).toString("base64url");

  constructor(
    private readonly keycloak: KeycloakServer,
    private readonly realm: string,
  ) {}

  /** Address of the login page as Grafana asks for it, with some parameters changed; undefined takes one away. */
  loginPage(changes: Readonly<Record<string, string | undefined>> = {}): string {
    const all: Record<string, string | undefined> = {
      client_id: "grafana",
      response_type: "code",
      redirect_uri: REDIRECT,
      scope: "openid profile email roles",
      state: "s",
      code_challenge: createHash("sha256").update(this.verifier).digest("base64url"),
      code_challenge_method: "S256",
      ...changes,
    };
    const given = Object.entries(all).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value] as [string, string]],
    );
    return `${this.keycloak.address}/realms/${this.realm}/protocol/openid-connect/auth?${new URLSearchParams(given)}`;
  }

  /** Signs in with the account that is signed in at GitHub. */
  async byGithub(): Promise<SignedIn | Page> {
    return this.finish(await this.open(this.loginPage({ kc_idp_hint: "github" })));
  }

  /** Signs in with a Google account. @param consent where Google sends a browser that came to this address */
  async byGoogle(consent: (address: string) => string): Promise<SignedIn | Page> {
    const { at } = await this.open(this.loginPage({ kc_idp_hint: "google" }));
    return this.finish(await this.open(consent(at)));
  }

  /** Signs in with a password on the login page. */
  async byPassword(username: string, password: string): Promise<SignedIn | Page> {
    const page = await this.open(this.loginPage());
    const action = /action="([^"]+)"/.exec(page.text)?.[1]?.replaceAll("&amp;", "&");
    if (action === undefined) throw new Error(`no login form: ${page.status} ${page.text.slice(0, 400)}`);
    return this.finish(await this.open(action, new URLSearchParams({ username, password })));
  }

  /** Follows redirects up to a page, or up to Grafana. */
  async open(address: string, form?: URLSearchParams): Promise<Page & { readonly at: string }> {
    let at = address;
    let body = form;
    for (let hops = 0; hops < 15; hops += 1) {
      if (!at.startsWith(this.keycloak.address) && !at.startsWith("http://127.0.0.1"))
        return { status: 302, text: "", at };
      const response = await this.request(at, body);
      const next = response.headers.get("location");
      if (next === null) return { status: response.status, text: await response.text(), at };
      await response.arrayBuffer();
      at = new URL(next, at).href;
      body = undefined;
    }
    throw new Error(`no end of redirects at ${at}`);
  }

  async token(parameters: Readonly<Record<string, string>>): Promise<Page> {
    const basic = Buffer.from(`grafana:${encodeURIComponent(SECRETS.GRAFANA_OIDC_CLIENT_SECRET)}`).toString("base64");
    const response = await fetch(
      this.local(`${this.keycloak.address}/realms/${this.realm}/protocol/openid-connect/token`),
      {
        method: "POST",
        headers: { authorization: `Basic ${basic}`, "x-forwarded-proto": "https" },
        body: new URLSearchParams(parameters),
      },
    );
    return { status: response.status, text: await response.text() };
  }

  private async finish(page: Page & { readonly at: string }): Promise<SignedIn | Page> {
    const code = page.at.startsWith(REDIRECT) ? new URL(page.at).searchParams.get("code") : null;
    if (code === null) return page;
    const answer = await this.token({
      grant_type: "authorization_code",
      code,
      redirect_uri: REDIRECT,
      code_verifier: this.verifier,
    });
    if (answer.status !== 200) return answer;
    const tokens = JSON.parse(answer.text) as { access_token: string; id_token: string; refresh_token?: string };
    const userinfo = await fetch(
      this.local(`${this.keycloak.address}/realms/${this.realm}/protocol/openid-connect/userinfo`),
      { headers: { authorization: `Bearer ${tokens.access_token}`, "x-forwarded-proto": "https" } },
    );
    return {
      idToken: claims(tokens.id_token),
      userinfo: (await userinfo.json()) as Record<string, unknown>,
      rawIdToken: tokens.id_token,
      refreshToken: tokens.refresh_token,
    };
  }

  private async request(address: string, form?: URLSearchParams): Promise<Response> {
    const { origin } = new URL(address);
    const jar = this.cookies.get(origin) ?? new Map<string, string>();
    this.cookies.set(origin, jar);
    const response = await fetch(this.local(address), {
      redirect: "manual",
      headers: {
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; "),
        ...(address.startsWith(this.keycloak.address) ? { "x-forwarded-proto": "https" } : {}),
      },
      ...(form === undefined ? {} : { method: "POST", body: form }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ""] = cookie.split(";");
      jar.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
    return response;
  }

  private local(address: string): string {
    return address.replace(this.keycloak.address, this.keycloak.url);
  }
}

function claims(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as Record<string, unknown>;
}
