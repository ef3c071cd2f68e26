import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { run } from "./run";
import type { Installation, Place } from "./table";
import { zipFiles } from "./zip";

/** What Keycloak is built for, once: every start with these options skips it. */
const BUILD_OPTIONS = ["--db=dev-mem"];

const COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy";

/** Takes a distribution of Keycloak from Maven, and builds it for the tests. */
export function keycloakDistribution(version: string): Installation {
  const artifact = `org.keycloak:keycloak-quarkus-dist:${version}:zip`;
  return {
    pin: { artifact, build: BUILD_OPTIONS },
    run: (place) => install(artifact, `keycloak-${version}`, place),
  };
}

function install(artifact: string, folder: string, { tools, program }: Place): void {
  run("java", ["-version"], { cwd: tools });
  const work = mkdtempSync(join(tools, "maven-"));
  const keycloak = join(tools, "keycloak");
  try {
    run("mvn", ["-q", "-B", COPY, `-Dartifact=${artifact}`, `-DoutputDirectory=${work}`], { cwd: work });
    const [, name, version] = artifact.split(":");
    unzip(join(work, `${name}-${version}.zip`), work);
    rmSync(keycloak, { recursive: true, force: true });
    renameSync(join(work, folder), keycloak);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  const script = join(keycloak, "bin", "kc.sh");
  run(script, ["build", ...BUILD_OPTIONS], { cwd: keycloak });
  symlinkSync(relative(dirname(program), script), program);
}

function unzip(archive: string, folder: string): void {
  for (const { name, executable, content } of zipFiles(readFileSync(archive))) {
    const file = resolve(folder, name);
    if (!file.startsWith(`${folder}${sep}`)) throw new Error(`${archive} holds ${name}, which lies outside of it`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content(), { mode: executable ? 0o755 : 0o644 });
  }
}
