/** A package as `package-lock.json` has it. */
interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

export interface Lock {
  readonly name: string;
  readonly version: string;
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/**
 * The software bill of materials of the package, in CycloneDX 1.5: what a user installs with it, at the locked versions. Peers are the
 * user's own. Without serial number and time, so that the same lock gives the same bytes.
 */
export function billOf(lock: Lock) {
  const found = new Map<string, LockedPackage>();
  for (const name of dependenciesOf(lock.packages[""])) collect(lock, name, "", found);
  const components = [...found].map(([path, locked]) => componentOf(nameOf(path), locked));
  const root = `${lock.name}@${lock.version}`;
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    version: 1,
    metadata: {
      component: {
        type: "library",
        "bom-ref": root,
        ...identity(lock.name, lock.version),
        licenses: licenses(lock.packages[""]),
      },
    },
    components: components.sort(byRef),
    dependencies: [
      { ref: root, dependsOn: refsFrom(lock, "", found) },
      ...[...found].map(([path, { version = "" }]) => ({
        ref: `${nameOf(path)}@${version}`,
        dependsOn: refsFrom(lock, path, found),
      })),
    ].sort((a, b) => (a.ref < b.ref ? -1 : 1)),
  };
}

function collect(lock: Lock, name: string, from: string, found: Map<string, LockedPackage>): void {
  const path = resolve(lock, name, from);
  const locked = lock.packages[path];
  if (locked === undefined)
    throw new Error(`${name}, which ${from || "the package"} needs, is not in package-lock.json`);
  if (found.has(path)) return;
  found.set(path, locked);
  for (const inner of dependenciesOf(locked)) collect(lock, inner, path, found);
}

/** As Node finds it: beside who asks, or above. */
function resolve({ packages }: Lock, name: string, from: string): string {
  const own = `${from === "" ? "" : `${from}/`}node_modules/${name}`;
  if (packages[own] !== undefined || from === "") return own;
  return resolve({ packages } as Lock, name, from.replace(/\/?node_modules\/(@[^/]+\/)?[^/]+$/, ""));
}

function refsFrom(lock: Lock, from: string, found: ReadonlyMap<string, LockedPackage>): readonly string[] {
  return dependenciesOf(lock.packages[from])
    .map((name) => `${name}@${found.get(resolve(lock, name, from))?.version ?? ""}`)
    .sort();
}

function dependenciesOf(locked: LockedPackage | undefined): readonly string[] {
  return Object.keys(locked?.dependencies ?? {});
}

function nameOf(path: string): string {
  return path.replace(/^.*node_modules\//, "");
}

function componentOf(name: string, locked: LockedPackage) {
  const { version = "", integrity = "" } = locked;
  const [algorithm = "", digest = ""] = integrity.split(/-(.*)/);
  return {
    type: "library",
    "bom-ref": `${name}@${version}`,
    ...identity(name, version),
    hashes: [{ alg: algorithm.replace("sha", "SHA-"), content: Buffer.from(digest, "base64").toString("hex") }],
    licenses: licenses(locked),
  };
}

function identity(name: string, version: string) {
  return { name, version, purl: `pkg:npm/${name.replace("@", "%40")}@${version}` };
}

/** One license by its SPDX id, or several in an expression. */
function licenses(locked: LockedPackage | undefined) {
  const { license = "NOASSERTION" } = locked ?? {};
  return [/[ ()]/.test(license) ? { expression: license } : { license: { id: license } }];
}

function byRef(a: { readonly "bom-ref": string }, b: { readonly "bom-ref": string }): number {
  return a["bom-ref"] < b["bom-ref"] ? -1 : 1;
}
