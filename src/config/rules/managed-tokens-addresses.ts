import { looksSecret } from "../../secret-shapes";
import type { Finding } from "../explain/finding";
import { nest } from "../explain/path";
import { describe } from "../explain/render";
import type { ManagedTokensConfig } from "../schema/managed-tokens";
import type { Path } from "../source/tree";

const HERE = "managedTokens";

/** Addresses by which the program would reach nobody, most of them without a word. */
export function addressFindings(tokens: ManagedTokensConfig): Finding[] {
  return [
    ...ferryFindings(tokens),
    ...schemeFindings([HERE, "prometheus", "host"], tokens.prometheus.host, "metrics would go off without a word"),
    ...schemeFindings([HERE, "loki", "host"], tokens.loki.host, "no line would arrive"),
    ...schemeFindings([HERE, "tracing", "url"], tokens.tracing.url, "no trace would arrive"),
    ...slashFindings([HERE, "loki", "host"], tokens.loki.host),
    ...slashFindings([HERE, "tracing", "url"], tokens.tracing.url),
    ...mailFindings(tokens),
    ...portFindings(tokens),
  ];
}

/** The program makes an address of it by a colon and the port. */
function ferryFindings({ ferry: { host } }: ManagedTokensConfig): Finding[] {
  const path = [HERE, "ferry", "host"];
  const scheme = schemeFindings(path, host, "every request would fail", "https");
  if (scheme.length > 0) return scheme;
  if (/^https:\/\/[^\s/:@?#]+$/.test(host)) return [];
  return [
    {
      path,
      message: `got ${describe(host)}, must be https://HOST alone: port and path are put behind it`,
      fix: nest(path, "https://ferry.example.org"),
    },
  ];
}

function schemeFindings(path: Path, address: string | undefined, otherwise: string, standard = "http"): Finding[] {
  if (address === undefined) return [];
  if (!/^https?:\/\//.test(address)) {
    const bare = address.replace(/^[a-z][a-z0-9+.-]*:\/\//i, "");
    const message = `got ${describe(address)}, must be an address with its scheme, http or https: ${otherwise}`;
    return [{ path, message, ...(looksSecret(address) ? {} : { fix: nest(path, `${standard}://${bare}`) }) }];
  }
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined) return [{ path, message: `got ${describe(address)}, must be an http or https address` }];
  if (url.username === "" && url.password === "" && !looksSecret(address)) return [];
  return [{ path, message: "got an address that holds a secret, must be one without" }];
}

/** Loki's path is put behind it; a slash alone is where traces would be posted. */
function slashFindings(path: Path, address: string | undefined): Finding[] {
  if (address === undefined || !address.endsWith("/") || looksSecret(address)) return [];
  const fix = nest(path, address.replace(/\/+$/, ""));
  return [{ path, message: `got ${describe(address)}, must not end with a slash: that would be the path`, fix }];
}

function mailFindings({ email: { smtpHost } }: ManagedTokensConfig): Finding[] {
  if (!/^(localhost(\.localdomain)?|127\.[0-9.]+)$/.test(smtpHost)) return [];
  const path = [HERE, "email", "smtpHost"];
  return [
    {
      path,
      message: `got "${smtpHost}", must be a host that takes mail: nobody does in a pod`,
      fix: nest(path, "smtp.example.org"),
    },
  ];
}

function portFindings({ condor, condorCollectorHost = [], condorCreddHost }: ManagedTokensConfig): Finding[] {
  const all: readonly (readonly [Path, string])[] = [
    ...condorCollectorHost.map((host, index) => [[HERE, "condorCollectorHost", index], host] as const),
    ...(condorCreddHost === undefined ? [] : [[[HERE, "condorCreddHost"], condorCreddHost] as const]),
    ...condor.credds.map((host, index) => [[HERE, "condor", "credds", index], host] as const),
  ];
  return all.flatMap(([path, host]) => {
    const [, port = "0"] = host.split(":");
    return Number(port) <= 65_535 ? [] : [{ path, message: `got the port ${port}, must be at most 65535` }];
  });
}
