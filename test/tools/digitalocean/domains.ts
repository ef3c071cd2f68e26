import { z } from "zod";
import type { Account, DnsRecord } from "./account";
import { Refusal, type Router } from "./router";

/** Seconds of a record that says nothing else. */
const TTL = 1800;

const zero = z.literal(0);
const settings = {
  name: z.string().regex(/^(@|\*|[a-z0-9_*-]+(\.[a-z0-9_-]+)*)$/),
  data: z.ipv4(),
  ttl: z.int().min(30).default(TTL),
  priority: zero,
  port: zero,
  weight: zero,
  flags: zero,
};
/** Ours are addresses, no other type. */
const create = z.strictObject({ type: z.literal("A"), ...settings });

export function addDomains(router: Router, account: Account): void {
  router.on(
    "POST /v2/domains",
    ({ body: { name } }) => {
      if (account.domains.has(name)) throw new Refusal(422, `domain ${name} exists`);
      account.domains.set(name, new Map());
      return { status: 201, json: { domain: { name, ttl: null, zone_file: null } } };
    },
    { body: z.strictObject({ name: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/) }) },
  );
  router.on("GET /v2/domains/:domain", ({ path }) => {
    recordsOf(account, path.domain);
    return { status: 200, json: { domain: { name: path.domain, ttl: TTL, zone_file: `$ORIGIN ${path.domain}.` } } };
  });
  router.on("DELETE /v2/domains/:domain", ({ path }) => {
    recordsOf(account, path.domain);
    account.domains.delete(path.domain ?? "");
    return { status: 204 };
  });
  addRecords(router, account);
}

function addRecords(router: Router, account: Account): void {
  const records = "/v2/domains/:domain/records";
  router.on(
    `POST ${records}`,
    ({ path, body: { type, name, data, ttl } }) => {
      const all = recordsOf(account, path.domain);
      const record: DnsRecord = { id: 1000 + all.size, type, name, data, ttl };
      all.set(record.id, record);
      return { status: 201, json: { domain_record: shown(record) } };
    },
    { body: create },
  );
  router.on(`GET ${records}/:id`, ({ path }) => ({
    status: 200,
    json: { domain_record: shown(recordOf(account, path)) },
  }));
  router.on(
    `PUT ${records}/:id`,
    ({ path, body: { name, data, ttl } }) => ({
      status: 200,
      json: { domain_record: shown(Object.assign(recordOf(account, path), { name, data, ttl })) },
    }),
    { body: z.strictObject(settings) },
  );
  router.on(`DELETE ${records}/:id`, ({ path }) => {
    recordsOf(account, path.domain).delete(recordOf(account, path).id);
    return { status: 204 };
  });
}

function recordsOf({ domains }: Account, name = ""): Map<number, DnsRecord> {
  const records = domains.get(name);
  if (records === undefined) throw new Refusal(404, `domain ${name} not found`);
  return records;
}

function recordOf(account: Account, { domain, id }: Readonly<Record<string, string>>): DnsRecord {
  const record = recordsOf(account, domain).get(Number(id));
  if (record === undefined) throw new Refusal(404, `record ${id} not found`);
  return record;
}

function shown(record: DnsRecord): unknown {
  return { ...record, priority: null, port: null, weight: null, flags: null, tag: null };
}
