/** Puts the program into one file: a third of a cold start went into finding and reading some seven hundred. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { build, type Metafile, type Plugin } from "esbuild";
import { dependencies, peerDependencies } from "../package.json";

/**
 * Packages whose code goes in, pinned as they are: those that every run loads. The engine stays outside, since who deploys
 * chooses it, and so does what few runs need.
 */
const INSIDE = ["commander", "fastest-levenshtein", "picocolors", "yaml", "zod"];
const OUTSIDE = Object.keys({ ...dependencies, ...peerDependencies }).filter((name) => !INSIDE.includes(name));

/** Writes `dist/program.js`, and the licences of what it holds of others beside it. */
export async function bundle(root: string): Promise<void> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ["cli/main.ts"],
    outfile: "dist/program.js",
    bundle: true,
    platform: "node",
    target: "node20",
    external: OUTSIDE,
    // A stack trace names lines of this file: they are to be read.
    minify: false,
    legalComments: "none",
    logLevel: "warning",
    metafile: true,
    banner: { js: '"use strict";\nconst DIST = __dirname;' },
    plugins: [foldersOfSources(root), noLocales],
  });
  writeFileSync(join(root, "dist", "program.LICENSES.txt"), licencesOf(root, metafile));
}

/** Code reads data beside itself: it goes on to find that in `dist/src/charts`, not in `dist`. */
function foldersOfSources(root: string): Plugin {
  return {
    name: "folders of sources",
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const contents = readFileSync(path, "utf8");
        if (!contents.includes("__dirname")) return undefined;
        const folder = relative(root, dirname(path)).split(sep);
        const place = `require("node:path").join(DIST, ${folder.map((name) => JSON.stringify(name)).join(", ")})`;
        return { contents: `const __dirname = ${place};\n${contents}`, loader: "ts" };
      });
    },
  };
}

/** The messages of zod in sixty languages: ours are our own. */
const noLocales: Plugin = {
  name: "no locales",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.c?js$/ }, () => ({ contents: "export {};" }));
  },
};

function licencesOf(root: string, { inputs }: Metafile): string {
  const folders = Object.keys(inputs).flatMap(
    (file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? [],
  );
  return [...new Set(folders)]
    .sort()
    .map((folder) => `${folder.replace(/.*node_modules\//, "")}\n\n${licenceIn(join(root, folder))}`)
    .join("\n\n");
}

function licenceIn(folder: string): string {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  if (file === undefined) throw new Error(`${folder} has no licence that could go with its code`);
  return readFileSync(join(folder, file), "utf8");
}
