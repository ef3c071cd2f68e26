import { randomUUID } from "node:crypto";
import { z } from "zod";
import { type Account, CREATED, type Database } from "./account";
import { DATABASE_SIZES, POSTGRES_VERSIONS, REGIONS } from "./catalogue";
import { base64 } from "./cluster-access";
import { type Answer, Refusal, type Router } from "./router";

const GIB = 1024;
const days = z.enum(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]);
const create = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]{3,63}$/),
  engine: z.literal("pg"),
  version: z.enum(POSTGRES_VERSIONS),
  size: z.enum(DATABASE_SIZES),
  region: z.enum(REGIONS),
  num_nodes: z.int().min(1).max(3),
  private_network_uuid: z.string(),
  tags: z.array(z.string()).default([]),
  project_id: z.string(),
  rules: z.null(),
  storage_size_mib: z
    .int()
    .min(10 * GIB)
    .default(10 * GIB),
});
const size = z.strictObject({
  size: z.enum(DATABASE_SIZES),
  num_nodes: z.int().min(1).max(3),
  storage_size_mib: z.int().optional(),
});

export function addDatabases(router: Router, account: Account): void {
  const one = "/v2/databases/:id";
  const found = (path: Readonly<Record<string, string>>) => databaseOf(account, path.id);
  router.on("POST /v2/databases", ({ body }) => created(account, body), { body: create });
  router.on(`GET ${one}`, ({ path }) => ({ status: 200, json: { database: shown(account, found(path), "online") } }));
  router.on(`DELETE ${one}`, ({ path }) => {
    account.databases.delete(found(path).id);
    return { status: 204 };
  });
  const change = <B>(route: string, body: z.ZodType<B>) =>
    router.on<B>(
      route,
      (call) => {
        Object.assign(found(call.path), call.body);
        return { status: 202 };
      },
      { body },
    );
  change(`PUT ${one}/resize`, size);
  change(`PUT ${one}/upgrade`, z.strictObject({ version: z.enum(POSTGRES_VERSIONS) }));
  const window = z.strictObject({ day: days, hour: z.string().regex(/^([01][0-9]|2[0-3]):00(:00)?$/) });
  // The API shows seconds whether they were sent or not.
  change(
    `PUT ${one}/maintenance`,
    window.transform(({ day, hour }) => ({ maintenance_window: { day, hour: `${hour.slice(0, 5)}:00` } })),
  );
  router.on(`GET ${one}/ca`, ({ path }) => {
    found(path);
    return { status: 200, json: { ca: { certificate: base64(account.markers.of("database-ca")) } } };
  });
}

/** @throws Refusal for a network that is not there */
function created(account: Account, body: z.output<typeof create>): Answer {
  if (account.vpcs.get(body.private_network_uuid)?.region !== body.region)
    throw new Refusal(422, `private_network_uuid ${body.private_network_uuid} is none in ${body.region}`);
  const { rules: _, project_id, ...rest } = body;
  const fallback = [...account.projects.values()].find((project) => project.is_default)?.id ?? "";
  const database: Database = {
    ...rest,
    id: randomUUID(),
    project_id: project_id || fallback,
    maintenance_window: { day: "tuesday", hour: "21:00:00" },
    users: [{ name: "doadmin", role: "primary" }],
    dbs: ["defaultdb"],
    rules: [],
  };
  account.databases.set(database.id, database);
  account.assigned.set(`do:dbaas:${database.id}`, database.project_id);
  return { status: 201, json: { database: shown(account, database, "creating") } };
}

export function databaseOf(account: Account, id = ""): Database {
  const database = account.databases.get(id);
  if (database === undefined) throw new Refusal(404, `database ${id} not found`);
  return database;
}

function shown({ markers }: Account, database: Database, status: string): unknown {
  const { dbs: db_names, rules: _, users, ...rest } = database;
  const password = markers.of("database-password");
  const connection = (host: string) => ({
    protocol: "postgresql",
    uri: `postgresql://doadmin:${encodeURIComponent(password)}@${host}:25060/defaultdb?sslmode=require`,
    database: "defaultdb",
    host,
    port: 25060,
    user: "doadmin",
    password,
    ssl: true,
  });
  return {
    ...rest,
    db_names,
    users: users.map((user) => ({ ...user, password: markers.of(`database-user-${user.name}`) })),
    status,
    created_at: CREATED,
    connection: connection(`${database.name}.db.ondigitalocean.example`),
    private_connection: connection(`private-${database.name}.db.ondigitalocean.example`),
    metrics_endpoints: [{ host: `${database.name}.db.ondigitalocean.example`, port: 9273 }],
  };
}
