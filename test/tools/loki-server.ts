import { type ChildProcess, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Port of the API; the one after it is that of its parts among each other. */
const PORT = 33117;

/** A real Loki in one process, which keeps what it is given in a folder, each tenant for itself. */
export class LokiServer {
  private readonly url = `http://127.0.0.1:${PORT}/loki/api/v1`;

  private constructor(private readonly process: ChildProcess) {}

  static async start(program: string, folder: string): Promise<LokiServer> {
    const file = join(folder, "loki.json");
    writeFileSync(file, JSON.stringify(config(folder)));
    const server = new LokiServer(spawn(program, [`-config.file=${file}`], { stdio: "ignore" }));
    for (let attempt = 0; attempt < 120; attempt += 1) {
      if (await server.takes('{a="b"}').catch(() => false)) return server;
      await sleep(500);
    }
    server.stop();
    throw new Error("loki does not answer");
  }

  stop(): void {
    this.process.kill("SIGKILL");
  }

  /** Whether it reads a query. */
  async takes(query: string): Promise<boolean> {
    const body = new URLSearchParams({ query });
    return (await this.call("a", "format_query", { method: "POST", body })).ok;
  }

  /** @param lines Nanoseconds since 1970 and text, in order. */
  async push(tenant: string, stream: Readonly<Record<string, string>>, lines: readonly (readonly [string, string])[]) {
    const body = JSON.stringify({ streams: [{ stream, values: lines }] });
    const headers = { "Content-Type": "application/json" };
    const answer = await this.call(tenant, "push", { method: "POST", headers, body });
    if (!answer.ok) throw new Error(`loki refuses lines: ${answer.status} ${await answer.text()}`);
  }

  /** Series of a metric query from one time to another, in seconds. */
  async range(tenant: string, query: string, start: number, end: number, step: number): Promise<readonly LokiSeries[]> {
    const parameters = new URLSearchParams({ query, start: `${start}`, end: `${end}`, step: `${step}` });
    const answer = await this.call(tenant, `query_range?${parameters}`);
    if (!answer.ok) throw new Error(`loki refuses ${query}: ${answer.status} ${await answer.text()}`);
    const { data } = (await answer.json()) as { data: { result: readonly LokiSeries[] } };
    return data.result;
  }

  private call(tenant: string, path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.url}/${path}`, { ...init, headers: { ...init.headers, "X-Scope-OrgID": tenant } });
  }
}

/** A series, with its samples by seconds since 1970. */
export interface LokiSeries {
  readonly metric: Readonly<Record<string, string>>;
  readonly values: readonly (readonly [number, string])[];
}

function config(folder: string) {
  return {
    auth_enabled: true,
    server: {
      http_listen_address: "127.0.0.1",
      http_listen_port: PORT,
      grpc_listen_address: "127.0.0.1",
      grpc_listen_port: PORT + 1,
      log_level: "error",
    },
    common: {
      instance_addr: "127.0.0.1",
      path_prefix: folder,
      replication_factor: 1,
      ring: { kvstore: { store: "inmemory" } },
    },
    schema_config: {
      configs: [
        {
          from: "2024-01-01",
          store: "tsdb",
          object_store: "filesystem",
          schema: "v13",
          index: { prefix: "i_", period: "24h" },
        },
      ],
    },
    storage_config: { filesystem: { directory: join(folder, "chunks") } },
    // What is asked of lies in the ingester, however old it says it is.
    querier: { query_ingesters_within: "0s" },
    limits_config: {
      reject_old_samples: false,
      ingestion_rate_mb: 1000,
      ingestion_burst_size_mb: 1000,
      per_stream_rate_limit: "1GB",
      per_stream_rate_limit_burst: "1GB",
      split_queries_by_interval: "0s",
    },
    analytics: { reporting_enabled: false },
  };
}
