import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Account, Vpc } from "./account";
import { CREATED } from "./account";
import { REGIONS } from "./catalogue";
import { overlap, parseRange } from "./ranges";
import { Refusal, type Router } from "./router";

/** Ranges that every DOKS cluster uses inside. */
const RESERVED = ["10.244.0.0/16", "10.245.0.0/16", "10.246.0.0/24", "10.229.0.0/16"];

const create = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9.-]+$/),
  region: z.enum(REGIONS),
  description: z.string().max(255).optional(),
  ip_range: z.string().optional(),
});
const update = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9.-]+$/),
  description: z.string().max(255).optional(),
  default: z.boolean(),
});

export function addVpcs(router: Router, account: Account): void {
  router.on(
    "POST /v2/vpcs",
    ({ body }) => {
      const { ip_range = freeRange(account), name, region, description = "" } = body;
      checkRange(account, ip_range);
      if ([...account.vpcs.values()].some((vpc) => vpc.name === name)) throw new Refusal(422, `VPC ${name} exists`);
      const id = randomUUID();
      const urn = `do:vpc:${id}`;
      const vpc: Vpc = { id, urn, name, description, region, ip_range, created_at: CREATED, default: false };
      account.vpcs.set(id, vpc);
      return { status: 201, json: { vpc } };
    },
    { body: create },
  );
  router.on("GET /v2/vpcs/:id", ({ path }) => ({ status: 200, json: { vpc: vpcOf(account, path.id) } }));
  router.on(
    "PUT /v2/vpcs/:id",
    ({ path, body }) => {
      const vpc = vpcOf(account, path.id);
      Object.assign(vpc, { name: body.name, description: body.description ?? "" });
      return { status: 200, json: { vpc } };
    },
    { body: update },
  );
  router.on("DELETE /v2/vpcs/:id", ({ path }) => {
    const vpc = vpcOf(account, path.id);
    if (hasMembers(account, vpc)) return { status: 403, json: { message: "Can not delete VPC with members" } };
    account.vpcs.delete(vpc.id);
    return { status: 204 };
  });
}

function vpcOf(account: Account, id = ""): Vpc {
  const vpc = account.vpcs.get(id);
  if (vpc === undefined) throw new Refusal(404, `VPC ${id} not found`);
  return vpc;
}

/** The machines of a cluster that was deleted are members for a while. */
function hasMembers(account: Account, { id }: Vpc): boolean {
  if ([...account.clusters.values()].some(({ vpc_uuid }) => vpc_uuid === id)) return true;
  if ([...account.databases.values()].some((database) => database.private_network_uuid === id)) return true;
  account.lingering -= 1;
  return account.lingering >= 0;
}

function freeRange(account: Account): string {
  return `10.${100 + account.vpcs.size}.0.0/20`;
}

function checkRange(account: Account, range: string): void {
  const { prefix, exact } = parseRange(range);
  if (!exact || prefix < 16 || prefix > 28) throw new Refusal(422, `ip_range ${range} is no range from /16 to /28`);
  const taken = [...RESERVED, ...[...account.vpcs.values()].map(({ ip_range }) => ip_range)];
  const clash = taken.find((other) => overlap(range, other));
  if (clash !== undefined) throw new Refusal(422, `ip_range ${range} overlaps ${clash}`);
}
