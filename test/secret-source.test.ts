import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { restartsWith, revisionNumber, type SecretSource, secretRefs } from "../src/secret-source";

const env = (name: string, revision = 1): SecretSource => ({ env: name, revision });
const generated = (revision = 1, length = 32): SecretSource => ({ generated: { length }, revision });
const external = (key: string, revision = 1): SecretSource => ({
  externalSecret: { store: "vault", key, refreshInterval: "1h" },
  revision,
});

describe("secretRefs", () => {
  const refs = (sources: Readonly<Record<string, SecretSource>>) =>
    Object.fromEntries(
      Object.entries(secretRefs({ namespace: "obs", name: "keys", sources })).map(([id, { name, key }]) => [
        id,
        `${name}/${key}`,
      ]),
    );

  it("lets those of the environment share a Secret, those of a store another, and each generated one have its own", () => {
    expect(
      refs({
        a: env("A"),
        b: env("B"),
        accessKey: generated(),
        d: generated(),
        e: external("x"),
        f: external("y"),
        g: { existing: { name: "theirs", key: "k" } },
      }),
    ).toEqual({
      a: "keys/a",
      b: "keys/b",
      accessKey: "keys-access-key/accessKey",
      d: "keys-d/d",
      e: "keys-external/e",
      f: "keys-external/f",
      g: "theirs/k",
    });
  });

  it("calls a generated Secret by its set where it is alone, so that env and generated can be changed for each other", () => {
    expect(refs({ password: generated() })).toEqual(refs({ password: env("A") }));
  });

  it("tells a change of what is said of a secret, and of nothing else", () => {
    const revision = (source: SecretSource) =>
      secretRefs({ namespace: "obs", name: "keys", sources: { a: source } }).a.revision;
    const all = [env("A"), env("A", 2), env("B"), generated(), generated(2), external("x"), external("x", 2)];
    expect(new Set(all.map(revision)).size).toBe(all.length);
    expect(revision(generated(1, 64))).toBe(revision(generated(1, 32)));
    expect(revision({ existing: { name: "theirs", key: "k" } })).toBeUndefined();
  });
});

describe("restartsWith", () => {
  const ref = (revision: string) => ({ name: "a", key: "b", revision });

  it("is another annotation when one of the revisions is", () => {
    expect(restartsWith([ref("1")])).toEqual({ "belvedere.dev/secrets": expect.stringMatching(/^[0-9a-f]{12}$/) });
    expect(restartsWith([ref("1")])).not.toEqual(restartsWith([ref("2")]));
  });

  it("does not depend on order or repetition", () => {
    const [one, other] = [ref("1"), { name: "c", key: "d", revision: "1" }];
    expect(restartsWith([one, other, one])).toEqual(restartsWith([other, one]));
  });

  it("is none where nothing would tell", () => {
    expect(restartsWith([{ name: "theirs", key: "k" }])).toEqual({});
  });
});

describe("revisionNumber", () => {
  it("is what the provider takes, on every machine", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (said) => {
        const number = revisionNumber(said);
        return Number.isInteger(number) && number >= 1 && number < 2 ** 31;
      }),
    );
  });
});
