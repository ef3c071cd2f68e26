import type { Problem } from "../problem";
import { objectPath, placed, type RenderedRelease } from "./objects";

/** A line that would set a secret. */
const SECRET_LINE =
  /^\s*"?[\w.-]*(?:password|secret|token|api_?key|access_?key|webhook|api_url)[\w.-]*"?[ \t]*[:=][ \t]*(\S.*)$/gim;

/** What may stand there: nothing, a file, what is expanded later, an endpoint of Keycloak. */
const HARMLESS =
  /^(?:["']?(?:\$\{\w+\}|\$__(?:file|env)\{.*|\/[\w./-]+|true|false|null|[0-9]+[smhd]?|https:\/\/[\w.-]+\/realms\/[\w/-]+)["']?,?|["'{}[\]|>-]+,?)$/;

/** Secrets that a chart would write into a ConfigMap, and Secrets that it would fill from values (C-0012). Never shows one. */
export function secretProblems(releases: readonly RenderedRelease[]): readonly Problem[] {
  return placed(releases).flatMap((one) => {
    const { kind, data = {} } = one.object;
    if (kind === "Secret" && Object.keys(data).length > 0)
      return [{ path: objectPath(one), message: "is filled from values, which lie in plan and state" }];
    if (kind !== "ConfigMap") return [];
    return Object.entries(data).flatMap(([file, text]) =>
      secretLines(text).map((line) => ({
        path: `${objectPath(one)}.${file}`,
        message: `line ${line} sets a secret in plain text`,
      })),
    );
  });
}

function secretLines(text: string): readonly number[] {
  return [...text.matchAll(SECRET_LINE)]
    .filter(([, value]) => !HARMLESS.test((value ?? "").trim()))
    .map(({ index, 0: line }) => text.slice(0, index + line.search(/\S/)).split("\n").length);
}
