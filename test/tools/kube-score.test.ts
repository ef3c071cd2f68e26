import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import type { RenderedRelease } from "../../src/verify";
import { hardeningProblems } from "../../src/verify/hardening";
import { releasesOf, scratchFolder, synthesizedExamples } from "./examples";
import { chartPackages, rendered } from "./rendered";
import { installed, onPath, type Requirement } from "./requirement";
import { suiteWith } from "./suite";

/** Its checks that ask for what a control of ours asks for, by the words in which it says that one failed. */
const SAME: readonly (readonly [control: string, check: string, summary: RegExp])[] = [
  ["C-0017", "container-security-context-readonlyrootfilesystem", /./],
  ["C-0057", "container-security-context-privileged", /./],
  ["C-0075", "container-image-tag", /./],
  ["C-0004", "container-resources", /^Memory (limit|request) is not set/],
  ["C-0050", "container-resources", /^CPU request is not set/],
];

interface Scored {
  readonly type_meta: { readonly kind: string };
  readonly object_meta: { readonly name: string };
  readonly checks: readonly {
    readonly check: { readonly id: string };
    readonly skipped: boolean;
    readonly comments: readonly { readonly path: string; readonly summary: string }[] | null;
  }[];
}

const scratch = scratchFolder();

suiteWith("kube-score", both(), async ({ place, kubeScore }) => {
  const examples = await synthesizedExamples();
  describe.each(examples.map((example) => ({ name: basename(example.file), example })))("$name", ({ example }) => {
    const releases = releasesOf(example).map((release) => ({ ...release, objects: rendered(place, release, scratch) }));
    const scored = releases.flatMap((release) => score(kubeScore, release));

    it.each(SAME)("%s fails where %s does", (control, check, summary) => {
      const theirs = scored.flatMap(({ type_meta: { kind }, object_meta: { name }, checks }) =>
        checks
          .filter((one) => one.check.id === check && !one.skipped)
          .flatMap(({ comments }) => comments ?? [])
          .filter((comment) => summary.test(comment.summary))
          .map(({ path }) => `${kind}/${name}.${path}`),
      );
      const ours = hardeningProblems(releases, [])
        .filter(({ message }) => message.endsWith(`(${control})`))
        .map(({ path }) => path.replace(/^[^.]*\./, ""));
      expect(unique(ours)).toEqual(unique(theirs));
    });
  });
});

function both(): Requirement<{ readonly place: { helm: string; folder: string }; readonly kubeScore: string }> {
  const found = onPath("kube-score", ["version"], "https://github.com/zegl/kube-score");
  if ("missing" in found) return found;
  const place = chartPackages(installed("helm"));
  return "missing" in place ? place : { value: { place: place.value, kubeScore: found.value } };
}

/** Asked of a release's workloads alone: what else they need, such as policies, stands elsewhere. */
function score(kubeScore: string, { name, objects }: RenderedRelease): readonly Scored[] {
  const workloads = objects.filter(({ spec }) => spec?.template !== undefined);
  if (workloads.length === 0) return [];
  const file = join(scratch, `${name}-scored.yaml`);
  writeFileSync(file, workloads.map((object) => stringify(object, { aliasDuplicateObjects: false })).join("---\n"));
  const { stdout } = spawnSync(kubeScore, ["score", "--output-format=json", file], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  return JSON.parse(stdout) as readonly Scored[];
}

function unique(all: readonly string[]): readonly string[] {
  return [...new Set(all)].sort();
}
