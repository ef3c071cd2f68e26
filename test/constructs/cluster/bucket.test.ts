import { describe, expect, it } from "vitest";
import { Bucket, type BucketProps, DigitalOceanProject } from "../../../constructs/cluster";
import { only, synthesized } from "../../synth";

function bucket(props: Partial<BucketProps> = {}) {
  const { resource } = synthesized(
    (stack) => new Bucket(stack, "logs", { name: "acme-logs", region: "lon1", ...props }),
  );
  return { resource, bucket: only(resource, "digitalocean_spaces_bucket") };
}

describe("Bucket", () => {
  it("default configuration", () => {
    expect(bucket().bucket).toMatchObject({
      acl: "private",
      force_destroy: false,
      lifecycle_rule: [{ abort_incomplete_multipart_upload_days: 1, enabled: true, id: "expiry" }],
      name: "acme-logs",
      region: "lon1",
    });
  });

  it("custom configuration", () => {
    const custom = bucket({
      versioning: true,
      expireAfterDays: 90,
      expireOldVersionsAfterDays: 7,
      forceDestroy: true,
      deletionProtection: false,
    });
    expect(custom.bucket).toMatchObject({
      force_destroy: true,
      lifecycle_rule: [{ expiration: { days: 90 }, noncurrent_version_expiration: { days: 7 } }],
      versioning: { enabled: true },
    });
  });

  it("keeps its objects while it is protected, whatever else is said", () => {
    expect(bucket({ forceDestroy: true }).bucket).toMatchObject({ force_destroy: false });
    expect(bucket({ forceDestroy: true, deletionProtection: false }).bucket).toMatchObject({ force_destroy: true });
  });

  it("is another bucket under another name: the provider would rename in place and make nothing", () => {
    const { resource, bucket: made } = bucket();
    expect(made.lifecycle).toEqual({
      prevent_destroy: true,
      replace_triggered_by: [expect.stringMatching(/^terraform_data\.logs_name/)],
    });
    expect(only(resource, "terraform_data").input).toBe("acme-logs");
  });
});

describe("DigitalOceanProject", () => {
  it("holds what it is given", () => {
    const { resource } = synthesized(
      (stack) =>
        new DigitalOceanProject(stack, "project", { name: "acme", environment: "staging", urns: ["do:space:a"] }),
    );
    expect(only(resource, "digitalocean_project")).toMatchObject({ environment: "Staging", name: "acme" });
    expect(only(resource, "digitalocean_project_resources")).toMatchObject({ resources: ["do:space:a"] });
  });
});
