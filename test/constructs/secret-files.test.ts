import { describe, expect, it } from "vitest";
import { secretFiles } from "../../constructs/secret-files";

describe("secretFiles", () => {
  it("mounts each Secret once, and names the file of each reference", () => {
    const refs = {
      a: { name: "shared", key: "a", revision: "A 1" },
      b: { name: "shared", key: "b" },
      c: { name: "their.own", key: "k" },
    };
    expect(secretFiles(refs)).toEqual({
      mounts: [
        { name: "secret-shared", path: "/etc/secrets/shared", secret: "shared", refs: [refs.a, refs.b] },
        { name: "secret-their-own", path: "/etc/secrets/their.own", secret: "their.own", refs: [refs.c] },
      ],
      paths: { a: "/etc/secrets/shared/a", b: "/etc/secrets/shared/b", c: "/etc/secrets/their.own/k" },
    });
  });
});
