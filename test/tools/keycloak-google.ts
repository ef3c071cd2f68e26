import { execFileSync } from "node:child_process";
import { createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer as createProxy, type Server as HttpServer } from "node:http";
import { createServer, type Server } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A Google account, as its ID token tells it. */
export interface GoogleAccount {
  readonly sub: string;
  readonly email: string;
  /** Google Workspace domain. @default - an account of one's own */
  readonly hd?: string;
}

export const GOOGLE_CLIENT = "1234-abcd.apps.googleusercontent.com";

const KEY_ID = "1";
const PASSWORD = "changeit";

/** A stand-in for Google, whose addresses Keycloak has built in: it is asked through a proxy. */
export class Google {
  private account: GoogleAccount | undefined;
  private nonce: string | null = null;
  private readonly keys = generateKeyPairSync("rsa", { modulusLength: 2048 });

  private constructor(
    private readonly server: Server,
    private readonly proxy: HttpServer,
  ) {}

  static async start(): Promise<Google> {
    const server = createServer({ pfx: certificate(), passphrase: PASSWORD });
    const proxy = createProxy();
    const google = new Google(server, proxy);
    server.on("request", (request, response) => {
      request.resume();
      const answer = google.answer(request.url ?? "");
      response.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/json" });
      response.end(JSON.stringify(answer ?? {}));
    });
    proxy.on("connect", (_, client, head) => {
      const upstream = connect(portOf(server), "127.0.0.1", () => {
        client.write("HTTP/1.1 200 OK\r\n\r\n");
        upstream.write(head);
        upstream.pipe(client).pipe(upstream);
      });
      upstream.on("error", () => client.destroy());
      client.on("error", () => upstream.destroy());
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    await new Promise<void>((done) => proxy.listen(0, "127.0.0.1", done));
    return google;
  }

  /** Options that make a Keycloak ask here. */
  get options(): readonly string[] {
    const http = "--spi-connections-http-client--default";
    return [
      `${http}--proxy-mappings=.*\\.googleapis\\.com;http://127.0.0.1:${portOf(this.proxy)}`,
      `${http}--disable-trust-manager=true`,
    ];
  }

  /** Where Google sends the browser of this account. */
  consent(account: GoogleAccount): (address: string) => string {
    return (address) => {
      const asked = new URL(address);
      if (asked.origin !== "https://accounts.google.com") throw new Error(`not sent to Google: ${address}`);
      this.account = account;
      this.nonce = asked.searchParams.get("nonce");
      const back = new URL(asked.searchParams.get("redirect_uri") ?? "");
      back.searchParams.set("code", "yes");
      back.searchParams.set("state", asked.searchParams.get("state") ?? "");
      return back.href;
    };
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
    this.proxy.closeAllConnections();
    this.proxy.close();
  }

  private answer(path: string): unknown {
    if (path === "/token")
      return { access_token: "a", token_type: "Bearer", expires_in: 3600, scope: "openid", id_token: this.idToken() };
    if (path === "/v1/userinfo") return { ...this.account, email_verified: true, name: "Some Body" };
    if (path === "/oauth2/v3/certs")
      return { keys: [{ ...this.keys.publicKey.export({ format: "jwk" }), kid: KEY_ID, use: "sig", alg: "RS256" }] };
    return undefined;
  }

  private idToken(): string {
    const now = Math.floor(Date.now() / 1000);
    return signed(this.keys.privateKey, {
      iss: "https://accounts.google.com",
      aud: GOOGLE_CLIENT,
      azp: GOOGLE_CLIENT,
      iat: now,
      exp: now + 3600,
      email_verified: true,
      ...this.account,
      ...(this.nonce === null ? {} : { nonce: this.nonce }),
    });
  }
}

function signed(key: KeyObject, claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const text = `${part({ alg: "RS256", typ: "JWT", kid: KEY_ID })}.${part(claims)}`;
  return `${text}.${createSign("RSA-SHA256").update(text).sign(key).toString("base64url")}`;
}

/** A certificate for the hosts that Keycloak asks, made by the Java that runs it. */
function certificate(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "belvedere-google-"));
  const file = join(folder, "google.p12");
  const hosts = ["oauth2", "openidconnect", "www"].map((name) => `dns:${name}.googleapis.com`).join(",");
  execFileSync("keytool", [
    ...["-genkeypair", "-alias", "google", "-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=google"],
    ...["-ext", `san=${hosts}`, "-storetype", "PKCS12", "-keystore", file, "-storepass", PASSWORD],
  ]);
  const bytes = readFileSync(file);
  rmSync(folder, { recursive: true });
  return bytes;
}

function portOf(server: Server | HttpServer): number {
  return (server.address() as AddressInfo).port;
}
