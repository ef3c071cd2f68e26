import { durationSeconds } from "../../quantity";
import type { Finding } from "../explain/finding";
import { nest } from "../explain/path";
import type { ProbeConfig } from "../schema/probes";
import type { Path } from "../source/tree";
import { earlierAlike } from "./earlier";
import { defineRule } from "./rule";

/** The exporter gives up after 10 s; series go stale after five minutes. */
const SHORTEST = 10;
const LONGEST = 120;

/** Probes that the exporter would refuse, or that would look down while all is well. */
export const probeTargets = defineRule({
  needs: ["probes"],
  check({ probes }): Finding[] {
    const all = Object.entries(probes);
    const same = earlierAlike(all, ([, probe]) => identity(probe));
    return all.flatMap(([key, probe], index) => {
      const path = ["probes", key];
      return [
        ...address(path, probe),
        ...port(path, probe),
        ...interval(path, probe),
        ...asked(path, probe, same[index]),
      ];
    });
  },
});

function address(path: Path, probe: ProbeConfig): Finding[] {
  if (probe.module !== "http") return [];
  const { target } = probe;
  const at = [...path, "target"];
  if (!/^https?:\/\//.test(target)) {
    const message = `got "${target}", must be an address with its scheme, http or https`;
    const bare = target.replace(/^[a-z][a-z0-9+.-]*:\/\//i, "");
    return [{ path: at, message, fix: nest(at, `https://${bare}`) }];
  }
  const { username, password } = URL.canParse(target) ? new URL(target) : { username: "", password: "" };
  if (!URL.canParse(target)) return [{ path: at, message: `got "${target}", must be an http or https address` }];
  if (username === "" && password === "") return [];
  return [{ path: at, message: "got an address with a user or password in it, must be one without" }];
}

function port(path: Path, probe: ProbeConfig): Finding[] {
  if (probe.module !== "tcp" && probe.module !== "tls") return [];
  const number = Number(probe.target.slice(probe.target.lastIndexOf(":") + 1));
  if (number <= 65_535) return [];
  return [{ path: [...path, "target"], message: `got the port ${number}, must be at most 65535` }];
}

function interval(path: Path, probe: ProbeConfig): Finding[] {
  const seconds = durationSeconds(probe.interval);
  if (seconds >= SHORTEST && seconds <= LONGEST) return [];
  const must = "must be 10s to 2m: an answer may take 10 s, and a series goes stale after 5m";
  const fix = nest([...path, "interval"], seconds < SHORTEST ? "10s" : "2m");
  return [{ path: [...path, "interval"], message: `got "${probe.interval}", ${must}`, fix }];
}

/** Two probes that ask the same of the same would fire twice. */
function asked(path: Path, probe: ProbeConfig, same: readonly [string, ProbeConfig] | undefined): Finding[] {
  if (same === undefined) return [];
  return [
    {
      path: [...path, "target"],
      message: `got "${probe.target}", which probes.${same[0]} asks already; must be asked once`,
    },
  ];
}

function identity(probe: ProbeConfig): string {
  const { module, target } = probe;
  return JSON.stringify(probe.module === "dns" ? [module, target, probe.server, probe.type] : [module, target]);
}
