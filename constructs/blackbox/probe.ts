import { type Pods, toAddress, toHost, type Wire } from "../../src/network";

interface Asked {
  /** What the series call it. */
  readonly name: string;
  /** How often, such as `60s`. */
  readonly interval: string;
}

/** Something that is asked by the clock whether it is there. */
export type Probe = Asked &
  (
    | {
        readonly module: "http";
        /** Address with its scheme. */
        readonly target: string;
        readonly expect: {
          /** @default - any of 200 to 299 */
          readonly status?: readonly number[] | undefined;
          /** Regular expression. @default - any text */
          readonly body?: string | undefined;
        };
      }
    | {
        readonly module: "tcp" | "tls";
        /** `host:port`. */
        readonly target: string;
      }
    | {
        readonly module: "dns";
        /** Name that is asked for. */
        readonly target: string;
        readonly server: string;
        readonly type: string;
        readonly expect: {
          /** Regular expression. @default - any record */
          readonly answer?: string | undefined;
        };
      }
  );

/** How long an answer may take. Prometheus waits as long, and the exporter gives up a little before. */
const TIMEOUT = "10s";

/** The exporter's module of a probe: each has its own, called like it. */
export function moduleOf(probe: Probe): Record<string, unknown> {
  switch (probe.module) {
    case "http": {
      const { status, body } = probe.expect;
      return prober("http", {
        ...(status === undefined ? {} : { valid_status_codes: [...status] }),
        ...(body === undefined ? {} : { fail_if_body_not_matches_regexp: [body] }),
      });
    }
    case "tcp":
      return prober("tcp", {});
    case "tls":
      return prober("tcp", { tls: true });
    case "dns":
      return prober("dns", {
        query_name: probe.target,
        query_type: probe.type,
        // Without it a name that has no record of this type would be all right.
        validate_answer_rrs: { fail_if_none_matches_regexp: [probe.expect.answer ?? ".+"] },
      });
  }
}

/** What the exporter is told to ask. */
export function askedOf(probe: Probe): string {
  return probe.module === "dns" ? probe.server : probe.target;
}

/** The wire to what is asked. Names may be asked for anywhere. */
export function probeWires(from: Pods, probe: Probe): readonly Wire[] {
  if (probe.module === "dns") return [];
  if (probe.module === "http") return [toAddress(from, probe.target)];
  const colon = probe.target.lastIndexOf(":");
  return [toHost(from, probe.target.slice(0, colon), Number(probe.target.slice(colon + 1)))];
}

function prober(kind: string, settings: Record<string, unknown>): Record<string, unknown> {
  return { prober: kind, timeout: TIMEOUT, [kind]: { ...settings, preferred_ip_protocol: "ip4" } };
}
