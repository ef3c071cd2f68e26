/** Writes the bill of materials that goes with the package: `npm run sbom`. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { billOf, type Lock } from "./sbom/bill";

const ROOT = join(__dirname, "..");

const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as Lock;
mkdirSync(join(ROOT, "dist"), { recursive: true });
writeFileSync(join(ROOT, "dist", "sbom.cdx.json"), `${JSON.stringify(billOf(lock), undefined, 2)}\n`);
