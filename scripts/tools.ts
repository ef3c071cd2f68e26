/** Installs what the tools ring needs and this machine has not: `npm run tools`. */
import { join } from "node:path";
import { setUpTools } from "./tools/set-up";

const missing = setUpTools(join(__dirname, ".."));
if (missing.length > 0) console.log(`\nmissing: ${missing.join(", ")}`);
process.exitCode = missing.length > 0 && process.env.CI === "true" ? 1 : 0;
