import { parse } from "yaml";
import type { ChartPin } from "../src/charts";

/** How a pin stands against its repository. */
export interface PinState {
  readonly pin: ChartPin;
  /** Newest release there, pre-releases left out; undefined where it could not be read. */
  readonly newest?: string | undefined;
  /** Why it could not be read. */
  readonly unread?: string;
}

/** A repository that does not answer by then is not reachable. In milliseconds. */
const PATIENCE = 15_000;

interface Index {
  readonly entries?: Readonly<Record<string, readonly { readonly version?: string }[]>>;
}

/** Asks every repository once for the newest release of its charts. */
export async function pinStates(pins: readonly ChartPin[]): Promise<readonly PinState[]> {
  const indexes = new Map<string, Promise<Index | string>>();
  const ask = (repository: string) => {
    const asked = indexes.get(repository) ?? indexOf(repository);
    indexes.set(repository, asked);
    return asked;
  };
  return Promise.all(
    pins.map(async (pin) => {
      const index = await ask(pin.repository);
      if (typeof index === "string") return { pin, unread: index };
      const newest = newestOf((index.entries?.[pin.package] ?? []).map(({ version = "" }) => version));
      return newest === undefined ? { pin, unread: "its repository does not list it" } : { pin, newest };
    }),
  );
}

async function indexOf(repository: string): Promise<Index | string> {
  if (repository.startsWith("oci://")) return "a registry lists no charts";
  try {
    const answer = await fetch(`${repository}/index.yaml`, { signal: AbortSignal.timeout(PATIENCE) });
    return answer.ok ? (parse(await answer.text()) as Index) : `its repository answers ${answer.status}`;
  } catch (error) {
    const { cause } = error as { cause?: { code?: string } };
    return `its repository cannot be reached (${cause?.code ?? (error as Error).message})`;
  }
}

const RELEASE = /^v?(\d+)\.(\d+)\.(\d+)$/;

/** The highest release, pre-releases left out. */
function newestOf(versions: readonly string[]): string | undefined {
  return versions
    .filter((version) => RELEASE.test(version))
    .reduce<string | undefined>(
      (best, version) => (best === undefined || isNewer(version, best) ? version : best),
      undefined,
    );
}

/** Whether a release is above another one, number by number; a pre-release is below its release. */
export function isNewer(version: string, than: string): boolean {
  const [left, right] = [version, than].map((text) => RELEASE.exec(released(text))?.slice(1).map(Number) ?? []);
  const at = [0, 1, 2].find((index) => left?.[index] !== right?.[index]);
  if (at === undefined) return released(than) !== than && released(version) === version;
  return (left?.[at] ?? 0) > (right?.[at] ?? 0);
}

/** The release that a pre-release leads to. */
function released(version: string): string {
  return version.replace(/-.*$/, "");
}
