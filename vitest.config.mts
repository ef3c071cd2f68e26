import { defineConfig, type Plugin } from "vitest/config";

const LAZY_REQUIRE = /\brequire\("(\.{1,2}\/[^"]+)"\)/g;

/** Our code requires late what few verbs need; the test runner's module loader has no `require` for TypeScript. */
function lazyRequires(): Plugin {
  return {
    name: "lazy-requires",
    enforce: "pre",
    transform(code, id) {
      if (id.includes("node_modules") || !id.endsWith(".ts")) return undefined;
      const paths = [...new Set(Array.from(code.matchAll(LAZY_REQUIRE), ([, path]) => path))];
      if (paths.length === 0) return undefined;
      const imports = paths.map((path, index) => `import * as lazy${index} from "${path}";`).join(" ");
      // On the first line, so that line numbers stay.
      return { code: `${imports} ${code.replace(LAZY_REQUIRE, (_, path) => `lazy${paths.indexOf(path)}`)}`, map: null };
    },
  };
}

/** A worker keeps its modules from file to file: loading the provider bindings anew would take most of the time. */
const shared = { isolate: false, pool: "forks" } as const;

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [lazyRequires()],
        test: {
          ...shared,
          name: "fast",
          maxWorkers: "100%",
          include: ["test/**/*.test.ts"],
          exclude: ["test/tools/**"],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [lazyRequires()],
        test: {
          ...shared,
          name: "tools",
          include: ["test/tools/**/*.test.ts"],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          // Much of it waits: for servers to start, for the clock of an alert.
          maxWorkers: 3,
          // Tests that wait for a provider's clock, not for this machine's processors.
          maxConcurrency: 12,
        },
      },
    ],
  },
});
