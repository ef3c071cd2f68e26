import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Markers } from "../../../scripts/apply/markers";
import { Account } from "./account";
import { addClusterAccess } from "./cluster-access";
import { addClusters } from "./clusters";
import { addDatabaseParts } from "./database-parts";
import { addDatabases } from "./databases";
import { addDomains } from "./domains";
import { addNodePools } from "./node-pools";
import { addProjects } from "./projects";
import { Refusal, Router } from "./router";
import { answerSpaces } from "./spaces";
import { addVpcs } from "./vpcs";

const SPACES_HOST = "spaces.test";
const PARTS = [
  addVpcs,
  addClusters,
  addNodePools,
  addClusterAccess,
  addProjects,
  addDomains,
  addDatabases,
  addDatabaseParts,
];

/**
 * DigitalOcean on loopback, as far as Terraform's provider asks for our stacks: its API and, since the provider puts the
 * bucket's name before the host, its object store as an HTTP proxy.
 */
export class DigitalOcean {
  /** What was asked for and refused, or not known at all: a test expects none. */
  readonly refused: string[] = [];
  /** Every request, such as `GET /v2/vpcs/5f...`. */
  readonly requests: string[] = [];
  readonly account: Account;
  private readonly router = new Router();

  private constructor(
    private readonly server: Server,
    readonly markers: Markers,
  ) {
    this.account = new Account(markers);
    for (const add of PARTS) add(this.router, this.account);
  }

  static async start(): Promise<DigitalOcean> {
    const server = createServer();
    const started = new DigitalOcean(server, new Markers());
    server.on("request", (request, response) => void started.serve(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return started;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Environment of a job that deploys to this account. */
  get env(): NodeJS.ProcessEnv {
    return {
      DIGITALOCEAN_API_URL: this.url,
      DIGITALOCEAN_TOKEN: this.markers.of("digitalocean-token"),
      SPACES_ENDPOINT_URL: `http://{{.Region}}.${SPACES_HOST}`,
      SPACES_ACCESS_KEY_ID: "STANDIN",
      SPACES_SECRET_ACCESS_KEY: this.markers.of("spaces-secret"),
      HTTP_PROXY: this.url,
      NO_PROXY: "127.0.0.1",
    };
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "" } = request;
    this.requests.push(`${method} ${url}`);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString("utf8");
    try {
      if (url.startsWith("/")) this.serveApi(request, response, body);
      else this.serveSpaces(request, response, body);
    } catch (error) {
      const { status, message } = error instanceof Refusal ? error : new Refusal(400, String(error));
      if (status !== 404) this.refused.push(`${method} ${url}: ${message}`);
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ id: status, message }));
    }
  }

  private serveApi({ method = "", url = "", headers }: IncomingMessage, response: ServerResponse, body: string): void {
    if (headers.authorization !== `Bearer ${this.env.DIGITALOCEAN_TOKEN}`) throw new Refusal(401, "wrong token");
    const { status, json } = this.router.answer(method, new URL(url, this.url), body);
    response.writeHead(status, { "content-type": "application/json" });
    response.end(json === undefined ? undefined : JSON.stringify(json));
  }

  private serveSpaces(
    { method = "", url = "", headers }: IncomingMessage,
    response: ServerResponse,
    body: string,
  ): void {
    if (!headers.authorization?.startsWith("AWS4-HMAC-SHA256 Credential=STANDIN/")) throw new Refusal(403, "wrong key");
    const { hostname, pathname, searchParams } = new URL(url);
    const [part = "", ...more] = searchParams.keys();
    if (more.length > 0) throw new Refusal(400, `unknown query parameter ${more.join(", ")}`);
    // Only the question for the location has the bucket in its path.
    const [first = "", second = ""] = hostname.slice(0, -SPACES_HOST.length - 1).split(".");
    const place =
      part === "location" ? { bucket: pathname.slice(1), region: first } : { bucket: first, region: second };
    const acl = headers["x-amz-acl"] as string | undefined;
    const { status, xml } = answerSpaces(this.account, { method, ...place, part, acl, body });
    response.writeHead(status, { "content-type": "application/xml" }).end(xml);
  }
}
