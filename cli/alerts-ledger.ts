import { writeFileSync } from "node:fs";
import { ledgerOf, provisionedUids } from "../stacks/rule-ledger";
import { groupsOf } from "./alerts";
import { type LoadOptions, loadClients } from "./clients";
import { EXIT } from "./exit";
import { hasErrors, report } from "./report";

/** Writes the uids of all rules that Grafana is given into the ledgers of these clients; what stood there stays. */
export async function alertsLedger(files: readonly string[], options: LoadOptions): Promise<number> {
  const { clients, problems } = await loadClients(files, options);
  const others = problems.filter(({ path, severity }) => path !== "alerts.ledger" || severity !== "warning");
  process.stderr.write(report(others, "human"));
  if (hasErrors(others)) return EXIT.problems;
  const missing = clients.filter(({ config }) => config.alerts.ledger === undefined);
  if (missing.length > 0) {
    const message = "is missing, must name the file to write";
    const paste = "alerts:\n  ledger: ./acme.rules.json";
    process.stderr.write(
      report(
        missing.map(({ file }) => ({ path: "alerts.ledger", message, paste, position: { file, line: 1, column: 1 } })),
        "human",
      ),
    );
    return EXIT.problems;
  }
  for (const { config, source } of clients) {
    const groups = groupsOf(config).map(({ group }) => group);
    const rules = [...new Set([...ledgerOf(config), ...provisionedUids(config, groups)])].sort();
    // What stands in a file of its own says where it stands.
    const file = source.locate(["alerts", "ledger"])?.file;
    if (file === undefined || file === source.file) continue;
    writeFileSync(file, `${JSON.stringify({ rules }, undefined, 2)}\n`);
    process.stdout.write(`wrote ${file}: ${rules.length} rules\n`);
  }
  return EXIT.fine;
}
