import { Command } from "commander";
import { addAlerts } from "./alerts-verbs";
import type { ChartsListOptions } from "./charts";
import type { ChartsVerifyOptions } from "./charts-verify";
import { addDashboards } from "./dashboards-verbs";
import { EXIT } from "./exit";
import { FORMATS, type Format, SHOW_FORMATS } from "./formats";
import type { ImagesOptions } from "./images";
import type { ShowOptions } from "./show";
import type { SynthOptions } from "./synth";
import type { TokensOnboardOptions, TokensRenderOptions } from "./tokens";
import { type Done, EXIT_CODES, formats, verb } from "./verb";

/** The command line: every verb with its help. A verb's code is loaded when it runs. */
export function program(version: string, done: Done): Command {
  const belvedere = new Command("belvedere")
    .description("One typed config per client in, a whole observability platform out as Terraform JSON.")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [verb]", "print the help of a verb")
    .addHelpText(
      "after",
      `${EXIT_CODES}\n\nStart with:\n  belvedere check clients/acme.yaml\n  belvedere synth clients/acme.yaml`,
    )
    .showHelpAfterError("(belvedere --help lists the verbs)")
    .exitOverride();
  addCheck(belvedere, done);
  addSynth(belvedere, done);
  addShow(belvedere, done);
  addScan(belvedere, done);
  addCharts(belvedere, done);
  addAlerts(belvedere, done);
  addDashboards(belvedere, done);
  addPeople(belvedere, done);
  addTokens(belvedere, done);
  addCompletion(belvedere, done);
  return belvedere;
}

function addCheck(belvedere: Command, done: Done): void {
  verb(belvedere, "check", "say all that is wrong with these configs; loads no Terraform")
    .addOption(formats(FORMATS))
    .addHelpText(
      "after",
      `\nEvery problem is named with file:line:column, what was got, what is allowed, and the lines to write.\n${EXIT_CODES}\n\nExample:\n  belvedere check clients/*.yaml --format github`,
    )
    .action(async (files: string[], options: { format: Format; allowTypescript?: boolean }) => {
      const { check } = require("./check") as typeof import("./check");
      done(await check(files, options));
    });
}

function addSynth(belvedere: Command, done: Done): void {
  verb(belvedere, "synth", "write the Terraform JSON of these clients")
    .option(
      "-o, --out <folder>",
      "folder that is written, whole or not at all",
      process.env.CDKTF_OUTDIR ?? "cdktf.out",
    )
    .option("-q, --quiet", "print nothing but problems")
    .option("--since <folder>", "earlier output that nothing may be lost against (default: what stands in --out)")
    .option("--accept-losses", "go on where data would be lost, or Kubernetes would refuse a change")
    .addOption(formats(FORMATS))
    .addHelpText(
      "after",
      `\nWrites <folder>/stacks/<stack>/cdk.tf.json and manifest.json, the same bytes as cdktf synth. What Terraform\nkeeps in a stack's folder (.terraform, its lock file, plans) stays. Where an apply over the earlier output would lose data,\nor Kubernetes would refuse it, nothing is written, and what to do is said.\n${EXIT_CODES}\n\nExample:\n  belvedere synth clients/acme.yaml && terraform -chdir=cdktf.out/stacks/acme-platform init`,
    )
    .action(async (files: string[], options: SynthOptions) => {
      const { synth } = require("./synth") as typeof import("./synth");
      done(await synth(files, options));
    });
}

function addShow(belvedere: Command, done: Done): void {
  verb(belvedere, "show", "say what each client gets: components, addresses, requests against capacity, cost")
    .addOption(formats(SHOW_FORMATS))
    .addHelpText("after", `${EXIT_CODES}\n\nExample:\n  belvedere show clients/acme.yaml --format html > acme.html`)
    .action(async (files: string[], options: ShowOptions) => {
      const { show } = require("./show") as typeof import("./show");
      done(await show(files, options));
    });
}

function addScan(belvedere: Command, done: Done): void {
  belvedere
    .command("scan <place...>")
    .description("say where secrets lie in plain text: in synthesized output, in plans and states as JSON")
    .addOption(formats(FORMATS))
    .exitOverride()
    .addHelpText(
      "after",
      `\nA place is a folder that synth has written, or a JSON file, such as terraform show -json prints of a plan.\nNo message shows what was found.\n${EXIT_CODES}\n\nExample:\n  belvedere scan cdktf.out plan.json`,
    )
    .action((places: string[], options: { format: Format }) => {
      const { scan } = require("./scan") as typeof import("./scan");
      done(scan(places, options));
    });
}

function addCharts(belvedere: Command, done: Done): void {
  const charts = belvedere.command("charts").description("the chart lock").exitOverride();
  charts
    .command("list")
    .description("print every locked chart")
    .option("--outdated", "ask their repositories for newer releases")
    .addOption(formats(["human", "json"]))
    .exitOverride()
    .action(async (options: ChartsListOptions) => {
      const { chartsList } = require("./charts") as typeof import("./charts");
      done(await chartsList(options));
    });
  charts
    .command("update [chart...]")
    .description("pull charts, write lock and contracts, print what changed for us")
    .option("--from <place>", "folder of packaged charts, or address of a Helm repository, instead of the charts' own")
    .option("--set <chart=version...>", "pin another version", (value: string, all: string[]) => [...all, value], [])
    .exitOverride()
    .addHelpText(
      "after",
      `\nNeeds helm on the PATH.\n${EXIT_CODES}\n\nExample:\n  belvedere charts update loki --set loki=18.12.0`,
    )
    .action(async (names: string[], options: { from?: string; set: string[] }) => {
      const { chartsUpdate } = require("./charts") as typeof import("./charts");
      done(await chartsUpdate(names, options));
    });
  addChartsVerify(charts, done);
  addChartImages(charts, done);
}

function addChartsVerify(charts: Command, done: Done): void {
  verb(
    charts,
    "verify",
    "render every chart of these clients by the real helm, and hold it against what we assume of it",
  )
    .option("--from <place>", "folder of packaged charts, or address of a Helm repository, instead of the charts' own")
    .option("--digests", "hold the packages of such a place, too, against the digests of the lock")
    .addOption(formats(FORMATS))
    .addHelpText(
      "after",
      `\nNeeds helm on the PATH. Held against: values that the chart knows, addresses, requests, images, network policies, hardening,\nsecrets in ConfigMaps, APIs that the cluster no longer serves, and the digest of the lock.\n${EXIT_CODES}\n\nExample:\n  belvedere charts verify clients/*.yaml --from ./charts`,
    )
    .action(async (files: string[], options: ChartsVerifyOptions) => {
      const { chartsVerify } = require("./charts-verify") as typeof import("./charts-verify");
      done(await chartsVerify(files, options));
    });
}

function addChartImages(charts: Command, done: Done): void {
  verb(charts, "images", "print every image that these clients run, and what their clusters pull in its place")
    .addOption(formats(["human", "json"]))
    .addHelpText(
      "after",
      `\nTo fill the registry of a config's images.registry:\n  belvedere charts images clients/acme.yaml | while read source target; do crane copy "$source" "$target"; done\n${EXIT_CODES}`,
    )
    .action(async (files: string[], options: ImagesOptions) => {
      const { chartsImages } = require("./images") as typeof import("./images");
      done(await chartsImages(files, options));
    });
}

function addPeople(belvedere: Command, done: Done): void {
  const people = belvedere.command("people").description("who may sign in").exitOverride();
  people
    .command("add <login> <file>")
    .description("look a GitHub account up and write its line into a client")
    .requiredOption("--role <role>", "admin, editor or viewer")
    .option("--id <number>", "number of the account, where GitHub cannot be asked")
    .exitOverride()
    .addHelpText("after", `${EXIT_CODES}\n\nExample:\n  belvedere people add octocat clients/acme.yaml --role editor`)
    .action(async (login: string, file: string, options: { role: string; id?: string }) => {
      const { peopleAdd } = require("./people") as typeof import("./people");
      done(await peopleAdd(login, file, options));
    });
}

function addTokens(belvedere: Command, done: Done): void {
  const tokens = belvedere.command("tokens").description("the managed-tokens service").exitOverride();
  tokens
    .command("render <file>")
    .description("print the service's file, with references in place of secrets")
    .option("-e, --executable <name>", "whose file: token-push, refresh-uids-from-ferry or onboarding", "token-push")
    .option("--allow-typescript", "run configs written in TypeScript: they are code")
    .exitOverride()
    .addHelpText("after", `${EXIT_CODES}\n\nExample:\n  belvedere tokens render clients/acme.yaml | jq .experiments`)
    .action(async (file: string, options: TokensRenderOptions) => {
      const { tokensRender } = require("./tokens") as typeof import("./tokens");
      done(await tokensRender(file, options));
    });
  tokens
    .command("onboard <file> <service>")
    .description("print the Job that onboards a service, EXPERIMENT_ROLE, and how to run it")
    .option("--push", "push the new tokens to the nodes, too")
    .option("--allow-typescript", "run configs written in TypeScript: they are code")
    .exitOverride()
    .addHelpText(
      "after",
      `${EXIT_CODES}\n\nExample:\n  belvedere tokens onboard clients/acme.yaml dune_production | kubectl create -f -`,
    )
    .action(async (file: string, service: string, options: TokensOnboardOptions) => {
      const { tokensOnboard } = require("./tokens") as typeof import("./tokens");
      done(await tokensOnboard(file, service, options));
    });
}

function addCompletion(belvedere: Command, done: Done): void {
  belvedere
    .command("completion <shell>")
    .description("print the completion script of a shell: bash, zsh or fish")
    .exitOverride()
    .addHelpText("after", '\nExample:\n  eval "$(belvedere completion bash)"')
    .action(async (shell: string) => {
      const { completion } = require("./completion") as typeof import("./completion");
      process.stdout.write(completion(belvedere, shell));
      done(EXIT.fine);
    });
}
