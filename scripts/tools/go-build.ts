import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./run";
import type { Installation } from "./table";

export interface GoProgram {
  /** Folder beside this file, with the go.mod and go.sum that pin it. */
  readonly folder: string;
  readonly package: string;
  readonly tags: readonly string[];
  /** Variables that the linker sets. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Builds a program from Go modules. */
export function goBuild(program: GoProgram): Installation {
  const folder = join(__dirname, program.folder);
  const variables = Object.entries(program.variables).map(([name, value]) => `-X ${name}=${value}`);
  const flags = ["-trimpath", "-buildvcs=false", "-mod=readonly", "-ldflags", ["-s -w", ...variables].join(" ")];
  return {
    pin: { program, modules: readFileSync(join(folder, "go.sum"), "utf8") },
    run: (place) => {
      run("go", ["build", ...flags, "-tags", program.tags.join(","), "-o", place.program, program.package], {
        cwd: folder,
        env: { ...process.env, CGO_ENABLED: "0", GOFLAGS: "" },
      });
    },
  };
}
