import { z } from "zod";
import type { Account } from "./account";
import { Refusal } from "./router";
import { parseXml } from "./xml";

export interface LifecycleRule {
  readonly ID: string;
  readonly Status: string;
  readonly Filter: { readonly Prefix: string };
  readonly AbortIncompleteMultipartUpload?: { readonly DaysAfterInitiation: string } | undefined;
  readonly Expiration?: { readonly Days: string } | undefined;
  readonly NoncurrentVersionExpiration?: { readonly NoncurrentDays: string } | undefined;
}

export interface Bucket {
  readonly name: string;
  readonly region: string;
  acl: string;
  versioning: string;
  /** As it was sent. */
  lifecycle: string | undefined;
  readonly objects: Set<string>;
}

/** One request to the object store. */
export interface SpacesCall {
  readonly method: string;
  readonly region: string;
  readonly bucket: string;
  /** The part of the bucket that is asked for, such as `lifecycle`; empty for the bucket itself. */
  readonly part: string;
  /** Header `x-amz-acl`. */
  readonly acl: string | undefined;
  readonly body: string;
}

export interface SpacesAnswer {
  readonly status: number;
  readonly xml?: string;
}

const days = z.string().regex(/^[1-9][0-9]*$/);
const lifecycle = z.strictObject({
  LifecycleConfiguration: z.strictObject({
    Rule: z.array(
      z.strictObject({
        ID: z.string().min(1).max(255),
        Status: z.enum(["Enabled", "Disabled"]),
        Filter: z.strictObject({ Prefix: z.string() }),
        AbortIncompleteMultipartUpload: z.strictObject({ DaysAfterInitiation: days }).optional(),
        Expiration: z.strictObject({ Days: days }).optional(),
        NoncurrentVersionExpiration: z.strictObject({ NoncurrentDays: days }).optional(),
      }),
    ),
  }),
});
const versioning = z.strictObject({
  VersioningConfiguration: z.strictObject({ Status: z.enum(["Enabled", "Suspended"]) }),
});
const deletion = z.strictObject({
  Delete: z.strictObject({ Object: z.array(z.strictObject({ Key: z.string(), VersionId: z.string() })) }),
});

/** @throws Refusal for what the store does not know */
export function answerSpaces(account: Account, call: SpacesCall): SpacesAnswer {
  const { method, part, bucket: name } = call;
  if (method === "PUT" && part === "") return create(account, call);
  const bucket = account.buckets.get(name);
  if (bucket === undefined || bucket.region !== call.region) return { status: 404 };
  const answer = ANSWERS[`${method} ${part}`];
  if (answer === undefined) throw new Refusal(400, "unknown request");
  return answer(bucket, call, account);
}

function create(account: Account, { bucket: name, region, acl, body }: SpacesCall): SpacesAnswer {
  if (account.buckets.has(name)) return failure(409, "BucketAlreadyExists");
  if (body !== "") throw new Refusal(400, `got a body: ${body}`);
  account.buckets.set(name, {
    name,
    region,
    acl: checkedAcl(acl),
    versioning: "",
    lifecycle: undefined,
    objects: new Set(),
  });
  return { status: 200 };
}

type AnswerBucket = (bucket: Bucket, call: SpacesCall, account: Account) => SpacesAnswer;

const ANSWERS: Readonly<Record<string, AnswerBucket>> = {
  "HEAD ": () => ({ status: 200 }),
  "DELETE ": ({ name, objects }, _, { buckets }) => {
    if (objects.size > 0) return failure(409, "BucketNotEmpty");
    buckets.delete(name);
    return { status: 204 };
  },
  "GET location": ({ region }) => ok(`<LocationConstraint>${region}</LocationConstraint>`),
  "PUT acl": (bucket, { acl }) => {
    bucket.acl = checkedAcl(acl);
    return { status: 200 };
  },
  "GET versioning": ({ versioning: status }) =>
    ok(`<VersioningConfiguration>${status && `<Status>${status}</Status>`}</VersioningConfiguration>`),
  "PUT versioning": (bucket, { body }) => {
    bucket.versioning = checked(versioning, body, []).VersioningConfiguration.Status;
    return { status: 200 };
  },
  "GET lifecycle": ({ lifecycle: rules }) =>
    rules === undefined ? failure(404, "NoSuchLifecycleConfiguration") : ok(rules),
  "PUT lifecycle": (bucket, { body }) => {
    checked(lifecycle, body, ["Rule"]);
    bucket.lifecycle = body;
    return { status: 200 };
  },
  "GET versions": ({ objects }) =>
    ok(
      `<ListVersionsResult><IsTruncated>false</IsTruncated>${[...objects].map((key) => `<Version><Key>${key}</Key><VersionId>v1</VersionId></Version>`).join("")}</ListVersionsResult>`,
    ),
  "POST delete": ({ objects }, { body }) => {
    for (const { Key } of checked(deletion, body, ["Object"]).Delete.Object) objects.delete(Key);
    return ok("<DeleteResult></DeleteResult>");
  },
};

/** The lifecycle rules of a bucket, as they were sent. */
export function lifecycleOf(bucket: Bucket): readonly LifecycleRule[] {
  return checked(lifecycle, bucket.lifecycle ?? "", ["Rule"]).LifecycleConfiguration.Rule;
}

function checkedAcl(acl: string | undefined): string {
  if (acl !== "private" && acl !== "public-read") throw new Refusal(400, `unknown acl ${acl}`);
  return acl;
}

function checked<T>(shape: z.ZodType<T>, body: string, lists: readonly string[]): T {
  const { success, data, error } = shape.safeParse(parseXml(body, lists));
  if (success) return data;
  throw new Refusal(400, error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "));
}

function ok(xml: string): SpacesAnswer {
  return { status: 200, xml };
}

function failure(status: number, code: string): SpacesAnswer {
  return { status, xml: `<Error><Code>${code}</Code><Message>${code}</Message></Error>` };
}
