import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { BucketProbe } from "../../../constructs/bucket-probe";
import type { LogBucket } from "../../../constructs/loki";
import { only, synthesized } from "../../synth";

const BUCKET: LogBucket = {
  name: "acme-logs",
  region: "lon1",
  endpoint: "https://lon1.digitaloceanspaces.com",
  accessKeyId: { name: "loki-bucket", key: "id" },
  secretAccessKey: { name: "loki-bucket", key: "secret" },
};

// biome-ignore lint/suspicious/noExplicitAny: a resource as Terraform has it
function jobOf(change: Partial<LogBucket> = {}): any {
  const bucket = { ...BUCKET, ...change };
  const { resource } = synthesized((stack) => {
    new BucketProbe(stack, "probe", { namespace: "logs", program: "loki", bucket });
  });
  return only(resource, "kubernetes_job_v1");
}

describe("BucketProbe", () => {
  it("takes the key from its Secret, and waits for the end", () => {
    const job = jobOf();
    const { env } = job.spec.template.spec.container[0];
    expect(env).toContainEqual({
      name: "RCLONE_CONFIG_STORE_SECRET_ACCESS_KEY",
      value_from: { secret_key_ref: { name: "loki-bucket", key: "secret" } },
    });
    expect(env).toContainEqual({ name: "BUCKET", value: "acme-logs" });
    expect(job.wait_for_completion).toBe(true);
  });

  it("runs again for another bucket, address or key, and not otherwise", () => {
    const name = (...args: Parameters<typeof jobOf>) => jobOf(...args).metadata.name;
    const others = [
      name({ name: "other" }),
      name({ endpoint: "https://s3.acme.dev" }),
      name({ accessKeyId: { name: "other", key: "id" } }),
      name({ accessKeyId: { name: "loki-bucket", key: "accessKeyId", revision: "KEY 2" } }),
    ];
    expect(name()).toBe(name());
    expect(new Set([name(), ...others]).size).toBe(5);
  });
});

/** What rclone says of a fault, and what the script makes of it. */
const FAULTS: readonly (readonly [said: string, meaning: string])[] = [
  ["dial tcp: lookup x on 10.0.0.1:53: no such host", "DNS: "],
  ["tls: failed to verify certificate: x509: certificate signed by unknown authority", "TLS: "],
  ["dial tcp 10.0.0.1:443: connect: connection refused", "network: "],
  ["api error NoSuchBucket: The specified bucket does not exist", "bucket: "],
  ["StatusCode: 403, api error InvalidAccessKeyId: The Access Key Id", "key: "],
  ["StatusCode: 403, api error SignatureDoesNotMatch: The request", "signature: "],
  ["StatusCode: 403, api error AccessDenied: Access Denied.", "permission: the key may not put objects in this bucket"],
  ["something else", "not known, see above"],
];

describe("probe-bucket.sh", () => {
  const folder = mkdtempSync(join(tmpdir(), "belvedere-probe-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Runs the script with a stand-in for rclone. */
  function probe(rclone: string): { code: number; said: string } {
    writeFileSync(join(folder, "rclone"), `#!/bin/sh\n${rclone}\n`);
    chmodSync(join(folder, "rclone"), 0o755);
    const script = join(__dirname, "../../../constructs/bucket-probe/probe-bucket.sh");
    const env = { BUCKET: "acme-logs", TMPDIR: folder, PATH: `${folder}${delimiter}${process.env.PATH}` };
    try {
      return { code: 0, said: execFileSync("sh", [script], { env, encoding: "utf8", stdio: "pipe" }) };
    } catch (error) {
      const { status, stderr } = error as { status: number; stderr: string };
      return { code: status, said: stderr.trim().split("\n").at(-1) ?? "" };
    }
  }

  const STORE = `case $1 in rcat) cat >"$TMPDIR/object" ;; cat) cat "$TMPDIR/object" ;; deletefile) rm "$TMPDIR/object" ;; esac`;

  it("is content with a store that gives back what was put", () => {
    expect(probe(STORE)).toEqual({ code: 0, said: "bucket acme-logs: put, get and delete work\n" });
  });

  it.each(FAULTS)("says of %s: %s", (said, meaning) => {
    const { code, said: last } = probe(`echo "${said}" >&2; exit 1`);
    expect(code).toBe(1);
    expect(last).toContain(`bucket acme-logs: put failed: ${meaning}`);
  });

  it.each([
    ["cat", "get"],
    ["deletefile", "delete"],
  ])("says that %s failed, and stops there", (command, step) => {
    const { said } = probe(`[ $1 = ${command} ] && { echo AccessDenied >&2; exit 1; }\n${STORE}`);
    expect(said).toBe(`bucket acme-logs: ${step} failed: permission: the key may not ${step} objects in this bucket`);
  });

  it("does not take another object for its own", () => {
    expect(probe(`[ $1 = cat ] && { echo other; exit 0; }\n${STORE}`).said).toContain("another object back");
  });
});
