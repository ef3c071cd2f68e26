import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { replaceFolder } from "../src/replace-folder";

let root: string;
let target: string;
let fresh: string;

function stack(folder: string, file: string, text: string): void {
  mkdirSync(join(folder, "stacks", "acme"), { recursive: true });
  writeFileSync(join(folder, "stacks", "acme", file), text);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "belvedere-test-"));
  target = join(root, "out");
  fresh = mkdtempSync(join(root, ".out-"));
});

describe("replaceFolder", () => {
  it("puts the new folder in the place of the old one, and leaves nothing beside it", () => {
    stack(target, "cdk.tf.json", "old");
    stack(target, "gone.json", "old");
    replaceFolder(target, fresh, () => stack(fresh, "cdk.tf.json", "new"));
    expect(readFileSync(join(target, "stacks", "acme", "cdk.tf.json"), "utf8")).toBe("new");
    expect(existsSync(join(target, "stacks", "acme", "gone.json"))).toBe(false);
    expect(readdirSync(root)).toEqual(["out"]);
  });

  it("keeps what Terraform keeps in a stack's folder", () => {
    stack(target, ".terraform.lock.hcl", "lock");
    replaceFolder(target, fresh, () => stack(fresh, "cdk.tf.json", "new"));
    expect(readFileSync(join(target, "stacks", "acme", ".terraform.lock.hcl"), "utf8")).toBe("lock");
  });

  it("leaves the old folder as it was when the new one fails", () => {
    stack(target, "cdk.tf.json", "old");
    const fill = () => {
      stack(fresh, "cdk.tf.json", "half");
      throw new Error("no");
    };
    expect(() => replaceFolder(target, fresh, fill)).toThrow("no");
    expect(readFileSync(join(target, "stacks", "acme", "cdk.tf.json"), "utf8")).toBe("old");
    expect(readdirSync(root)).toEqual(["out"]);
  });
});
