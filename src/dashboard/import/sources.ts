import type { DatasourceRef } from "../datasource";

/** A datasource of the Grafana that a dashboard goes to. */
export interface KnownDatasource extends DatasourceRef {
  /** What people call it. */
  readonly name: string;
}

/** What an export asks for, by the name that it has there. */
export interface Wanted {
  /** Name of an input, or uid or name of a datasource of another Grafana. */
  readonly key: string;
  /** Plugin id, where the export says it. */
  readonly type?: string | undefined;
}

/** Datasources of ours for those that an export names: by what was asked for, by uid, by name, by type where there is one. */
export class Sources {
  private readonly asked = new Set<string>();

  constructor(
    private readonly all: readonly KnownDatasource[],
    private readonly map: Readonly<Record<string, string>>,
  ) {}

  find({ key, type }: Wanted): KnownDatasource | undefined {
    this.asked.add(key);
    const target = this.map[key];
    if (target !== undefined) return this.named(target);
    const named = this.named(key);
    return named !== undefined && (type === undefined || type === named.type) ? named : this.ofType(type);
  }

  /** What Grafana takes where nothing is named. */
  main(): KnownDatasource | undefined {
    return this.all[0];
  }

  /** The first of a type, for what people may switch. */
  first(type: string): KnownDatasource | undefined {
    return this.all.find((one) => one.type === type);
  }

  /** The only datasource of a type. */
  ofType(type: string | undefined): KnownDatasource | undefined {
    const fitting = this.all.filter((one) => one.type === type);
    return fitting.length === 1 ? fitting[0] : undefined;
  }

  /** What somebody has mapped a name to. */
  mapped(key: string): string | undefined {
    return this.map[key];
  }

  /** Names that somebody has mapped, and that were never asked for. */
  unasked(): readonly string[] {
    return Object.keys(this.map).filter((key) => !this.asked.has(key));
  }

  /** What was asked for. */
  askedFor(): readonly string[] {
    return [...this.asked];
  }

  /** By uid, or by what people call it. */
  named(name: string): KnownDatasource | undefined {
    const lower = name.toLowerCase();
    return this.all.find(({ uid }) => uid === name) ?? this.all.find((one) => one.name.toLowerCase() === lower);
  }

  /** What somebody may choose from for a type: all of it where there are some, else every one. */
  choice(type: string): { readonly uids: readonly string[]; readonly fits: boolean } {
    const fitting = this.all.filter((one) => one.type === type);
    const fits = type === "" || fitting.length > 0;
    return { uids: (fitting.length > 0 ? fitting : this.all).map(({ uid }) => uid), fits };
  }
}

/** What has to be mapped to what, and the option to paste. */
export function unmapped(
  what: string,
  key: string,
  type: string,
  sources: Sources,
): { message: string; paste: string } {
  const { uids, fits } = sources.choice(type);
  const target = sources.mapped(key);
  const got = target === undefined ? what : `--map ${key}=${target} for ${what}`;
  const none = fits ? "" : `: there is none of type ${type} here, declare one under grafana.datasources`;
  // A shell would read its own signs.
  const quoted = /^[\w.-]+$/.test(key) ? key : `'${key.replaceAll("'", "'\\''")}'`;
  return {
    message: `got ${got}, must be mapped to one of: ${uids.join(", ")}${none}`,
    paste: `--map ${quoted}=${fits ? (uids[0] ?? "UID") : "UID"}`,
  };
}
