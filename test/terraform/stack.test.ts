import { Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { type BackendProps, Stack } from "../../src/terraform";
import { synthesized } from "../synth";

function backendOf(backend: BackendProps): unknown {
  const stack = new Stack(Testing.app(), { client: "acme", kind: "platform", backend });
  return (JSON.parse(Testing.synth(stack)) as { terraform: { backend: unknown } }).terraform.backend;
}

describe("Stack", () => {
  it("asks for a Terraform with ephemeral variables", () => {
    expect(synthesized(() => {}).terraform.required_version).toBe(">= 1.11.0");
  });

  it("keeps local states beside the output folder, by a path that no machine is in", () => {
    expect(backendOf({ type: "local", directory: "state" })).toEqual({
      local: { path: "../../../state/acme-platform.tfstate" },
    });
  });

  it("asks nothing of another store than AWS that it cannot answer", () => {
    expect(
      backendOf({
        type: "s3",
        bucket: "b",
        region: "lon1",
        prefix: "acme",
        lockFile: false,
        endpoint: "https://lon1.digitaloceanspaces.com",
      }),
    ).toEqual({
      s3: {
        bucket: "b",
        endpoints: { s3: "https://lon1.digitaloceanspaces.com" },
        key: "acme/acme-platform.tfstate",
        region: "lon1",
        skip_credentials_validation: true,
        skip_metadata_api_check: true,
        skip_region_validation: true,
        skip_requesting_account_id: true,
        skip_s3_checksum: true,
      },
    });
  });

  it("locks by a file where the store can", () => {
    expect(backendOf({ type: "s3", bucket: "b", region: "eu-west-2", prefix: "acme", lockFile: true })).toEqual({
      s3: { bucket: "b", key: "acme/acme-platform.tfstate", region: "eu-west-2", use_lockfile: true },
    });
  });

  it("names the workspace of a remote backend", () => {
    expect(backendOf({ type: "remote", hostname: "app.terraform.io", organization: "acme", prefix: "obs-" })).toEqual({
      remote: { hostname: "app.terraform.io", organization: "acme", workspaces: { name: "obs-acme-platform" } },
    });
  });
});
