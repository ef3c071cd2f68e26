import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BucketSize, type BucketSizeProps } from "../../../constructs/bucket-size";
import { ServiceEndpoint } from "../../../src/terraform";
import { only, synthesized } from "../../synth";

const PODS = { name: "pushgateway", namespace: "observability", labels: { app: "pushgateway" } };

const PROPS: BucketSizeProps = {
  namespace: "observability",
  name: "archive",
  bucket: {
    name: "zai-archive",
    region: "lon1",
    endpoint: "https://lon1.digitaloceanspaces.com",
    pathStyle: false,
    accessKeyId: { name: "exporter-archive", key: "accessKeyId" },
    secretAccessKey: { name: "exporter-archive", key: "secretAccessKey" },
  },
  schedule: "17 */6 * * *",
  push: new ServiceEndpoint("pushgateway.observability.svc", 9091, { pods: PODS, port: 9091 }),
  metrics: { uid: "prometheus", type: "prometheus", name: "Prometheus", url: "http://p", jsonData: {} },
};

describe("BucketSize", () => {
  it("lists the bucket by the clock, and pushes under a name of its own", () => {
    const { resource } = synthesized((stack) => {
      new BucketSize(stack, "size", { ...PROPS, largest: "2Gi" });
    });
    // biome-ignore lint/suspicious/noExplicitAny: a resource as Terraform has it
    const { spec } = only(resource, "kubernetes_cron_job_v1") as any;
    const [{ env }] = spec.job_template.spec.template.spec.container;
    expect(spec.schedule).toBe("17 */6 * * *");
    expect(env).toEqual(
      expect.arrayContaining([
        { name: "BUCKET", value: "zai-archive" },
        { name: "LARGEST", value: "2147483648" },
        { name: "PUSH_URL", value: "http://pushgateway.observability.svc:9091/metrics/job/bucket-size-archive" },
        {
          name: "RCLONE_CONFIG_STORE_SECRET_ACCESS_KEY",
          value_from: { secret_key_ref: { name: "exporter-archive", key: "secretAccessKey" } },
        },
      ]),
    );
  });
});

describe("push-bucket-size.sh", () => {
  let folder = "";

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "belvedere-size-"));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  /** Runs the script with stand-ins for rclone and wget; the latter keeps what it is given. */
  function pushed(rclone: string, environment: Readonly<Record<string, string>> = {}) {
    program("rclone", rclone);
    program("wget", `echo "$@" >"$TMPDIR/called"; cp "$5" "$TMPDIR/posted"`);
    const script = join(__dirname, "../../../constructs/bucket-size/push-bucket-size.sh");
    const env = {
      BUCKET: "zai-archive",
      PUSH_URL: "http://gateway/metrics/job/size",
      TMPDIR: folder,
      PATH: `${folder}${delimiter}${process.env.PATH}`,
      ...environment,
    };
    let code = 0;
    try {
      execFileSync("sh", [script], { env, stdio: "pipe" });
    } catch (error) {
      code = (error as { status: number }).status;
    }
    const posted = join(folder, "posted");
    return { code, text: existsSync(posted) ? readFileSync(posted, "utf8") : undefined };
  }

  function program(name: string, body: string): void {
    writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(folder, name), 0o755);
  }

  it("pushes bytes and objects", () => {
    const { code, text } = pushed(`echo '{"count":3,"bytes":4096,"sizeless":0}'`);
    expect(code).toBe(0);
    expect(text).toBe(
      [
        "# HELP bucket_size_bytes Bytes of all objects.",
        "# TYPE bucket_size_bytes gauge",
        'bucket_size_bytes{bucket="zai-archive"} 4096',
        "# HELP bucket_objects Objects.",
        "# TYPE bucket_objects gauge",
        'bucket_objects{bucket="zai-archive"} 3',
        "",
      ].join("\n"),
    );
    expect(readFileSync(join(folder, "called"), "utf8")).toContain("http://gateway/metrics/job/size");
  });

  it("pushes the bound beside them, where there is one", () => {
    const { text } = pushed(`echo '{"count":3,"bytes":4096}'`, { LARGEST: "8192" });
    expect(text).toContain('bucket_size_limit_bytes{bucket="zai-archive"} 8192');
  });

  it.each(["echo AccessDenied >&2; exit 1", "echo '{}'"])("pushes nothing and fails after: %s", (rclone) => {
    const { code, text } = pushed(rclone);
    expect(code).not.toBe(0);
    expect(text).toBeUndefined();
  });
});
