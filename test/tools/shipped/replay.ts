import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A page of metrics for the n-th scrape. */
export type Page = (scrape: number) => string;

const SAMPLE = /^([a-zA-Z_:][\w:]*)(\{.*\})?\s+(\S+)$/;

/** How much counters grow from scrape to scrape, as a share of what a program had counted when its page was taken. */
const GROWTH = 0.01;

/** The page of a real program, as if it went on: what counts grows, at the pace that it has, and 0 stays 0. */
export function goingOn(page: string): Page {
  const lines = page.split("\n");
  const counting = counters(lines);
  return (scrape) =>
    lines
      .map((line) => {
        const [, name = "", labels = "", value = ""] = SAMPLE.exec(line) ?? [];
        return counting(name) ? `${name}${labels} ${Number(value) * (1 + GROWTH * scrape)}` : line;
      })
      .join("\n");
}

function counters(lines: readonly string[]): (name: string) => boolean {
  const types = new Map<string, string>();
  for (const line of lines) {
    const [, name, type] = /^# TYPE (\S+) (\w+)/.exec(line) ?? [];
    if (name !== undefined && type !== undefined) types.set(name, type);
  }
  return (name) => {
    // OpenMetrics declares a counter without the end of its name.
    const own = types.get(name) ?? types.get(name.replace(/_total$/, ""));
    const whole = types.get(name.replace(/_(?:bucket|sum|count)$/, ""));
    return own === "counter" || (own === undefined && (whole === "histogram" || whole === "summary"));
  };
}

/** Serves pages on loopback, each at a port of its own, until it is stopped. */
export class Replay {
  private readonly servers: Server[] = [];

  /** @returns the port */
  async serve(page: Page): Promise<number> {
    let scrape = 0;
    const server = createServer((_, response) => {
      response.setHeader("content-type", "text/plain; version=0.0.4");
      response.end(`${page(scrape)}\n`);
      scrape += 1;
    }).listen(0, "127.0.0.1");
    this.servers.push(server);
    await new Promise((resolve) => server.once("listening", resolve));
    return (server.address() as AddressInfo).port;
  }

  stop(): void {
    for (const server of this.servers) {
      server.closeAllConnections();
      server.close();
    }
  }
}
