import type { Command } from "commander";
import type { LoadOptions } from "./clients";
import type { DashboardsCheckOptions } from "./dashboards-check";
import type { DashboardsImportOptions } from "./dashboards-import";
import type { DashboardsListOptions } from "./dashboards-list";
import { FORMATS } from "./formats";
import { type Done, EXIT_CODES, formats, typescript } from "./verb";

/** The verbs about dashboards. */
export function addDashboards(belvedere: Command, done: Done): void {
  const dashboards = belvedere.command("dashboards").description("shipped dashboards and your own").exitOverride();
  typescript(dashboards.command("list [file...]"))
    .description("print what dashboards there are, shipped ones and those of clients")
    .exitOverride()
    .addOption(formats(["human", "json"]))
    .addHelpText("after", `${EXIT_CODES}\n\nExample:\n  belvedere dashboards list clients/acme.yaml`)
    .action(async (files: string[], options: DashboardsListOptions) => {
      const { dashboardsList } = require("./dashboards-list") as typeof import("./dashboards-list");
      done(await dashboardsList(files, options));
    });
  typescript(dashboards.command("check [file...]"))
    .description("say all that is wrong with dashboards, or with those of clients")
    .exitOverride()
    .addOption(formats(FORMATS))
    .option("--fix", "mend what can be mended; a file is written whole or not at all")
    .option("--client <file>", "client whose Grafana the dashboards go to")
    .addHelpText(
      "after",
      `\nWithout a file: all shipped ones. docs/rules.md explains every rule.\n${EXIT_CODES}\n\nExample:\n  belvedere dashboards check dashboards/*.json --fix --client clients/acme.yaml`,
    )
    .action(async (files: string[], options: DashboardsCheckOptions) => {
      const { dashboardsCheck } = require("./dashboards-check") as typeof import("./dashboards-check");
      done(await dashboardsCheck(files, options));
    });
  addDashboardsImport(dashboards, done);
  typescript(dashboards.command("preview <folder> [file...]"))
    .description("write a page for each dashboard that shows it without Grafana")
    .exitOverride()
    .addHelpText(
      "after",
      `\nWithout a file: all shipped ones. Files may be dashboards or clients.\n${EXIT_CODES}\n\nExample:\n  belvedere dashboards preview preview clients/acme.yaml && open preview/index.html`,
    )
    .action(async (folder: string, files: string[], options: LoadOptions) => {
      const { dashboardsPreview } = require("./dashboards-preview") as typeof import("./dashboards-preview");
      done(await dashboardsPreview(folder, files, options));
    });
}

function addDashboardsImport(dashboards: Command, done: Done): void {
  typescript(dashboards.command("import <file>"))
    .description("make a file that can be provisioned of any export")
    .option("-o, --out <file>", "file that is written, instead of standard output")
    .option(
      "--map <name=value>",
      "datasource for an input, or for a datasource of the export; value of a constant; may be given several times",
      (value: string, all: string[]) => [...all, value],
      [],
    )
    .option("--client <file>", "client whose Grafana it goes to")
    .exitOverride()
    .addHelpText(
      "after",
      `${EXIT_CODES}\n\nExample:\n  belvedere dashboards import export.json --out dashboards/orders.json --map DS_PROMETHEUS=prometheus`,
    )
    .action(async (file: string, options: DashboardsImportOptions) => {
      const { dashboardsImport } = require("./dashboards-import") as typeof import("./dashboards-import");
      done(await dashboardsImport(file, options));
    });
}
