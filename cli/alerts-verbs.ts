import type { Command } from "commander";
import type { CheckOptions, ListOptions } from "./alerts";
import type { RouteOptions } from "./alerts-route";
import type { TestOptions } from "./alerts-test";
import type { LoadOptions } from "./clients";
import { FORMATS } from "./formats";
import { type Done, EXIT_CODES, formats, typescript } from "./verb";

/** The verbs about alerts. */
export function addAlerts(belvedere: Command, done: Done): void {
  const alerts = belvedere.command("alerts").description("shipped and own alerts, and where they go").exitOverride();
  typescript(alerts.command("list [file...]"))
    .description("print every shipped alert, or those of each client, its own included")
    .addOption(formats(["human", "json"]))
    .exitOverride()
    .action(async (files: string[], options: ListOptions) => {
      const { alertsList } = require("./alerts") as typeof import("./alerts");
      done(await alertsList(files, options));
    });
  typescript(alerts.command("check <file...>"))
    .description("say all that is wrong with the alerts of these clients, and with the queries of the shipped ones")
    .addOption(formats(FORMATS))
    .exitOverride()
    .action(async (files: string[], options: CheckOptions) => {
      const { alertsCheck } = require("./alerts") as typeof import("./alerts");
      done(await alertsCheck(files, options));
    });
  typescript(alerts.command("test [file...]"))
    .description("run the tests of all shipped alerts, or of those of each client, with promtool")
    .option("--promtool <program>", "promtool to run", "promtool")
    .option("--keep <folder>", "leave rules and tests in this folder")
    .exitOverride()
    .addHelpText("after", `${EXIT_CODES}\n\nExample:\n  belvedere alerts test clients/acme.yaml`)
    .action(async (files: string[], options: TestOptions) => {
      const { alertsTest } = require("./alerts-test") as typeof import("./alerts-test");
      done(await alertsTest(files, options));
    });
  typescript(alerts.command("route <file> [label=value...]"))
    .description("print where an alert with these labels would go, in order")
    .addOption(formats(["human", "json"]))
    .exitOverride()
    .addHelpText(
      "after",
      `${EXIT_CODES}\n\nExample:\n  belvedere alerts route clients/acme.yaml severity=critical team=shop`,
    )
    .action(async (file: string, labels: string[], options: RouteOptions) => {
      const { alertsRoute } = require("./alerts-route") as typeof import("./alerts-route");
      done(await alertsRoute(file, labels, options));
    });
  typescript(alerts.command("ledger <file...>"))
    .description("write the uids of the rules that Grafana is given into alerts.ledger, so that none stays behind")
    .exitOverride()
    .addHelpText("after", EXIT_CODES)
    .action(async (files: string[], options: LoadOptions) => {
      const { alertsLedger } = require("./alerts-ledger") as typeof import("./alerts-ledger");
      done(await alertsLedger(files, options));
    });
}
