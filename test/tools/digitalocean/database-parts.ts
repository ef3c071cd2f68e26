import { randomUUID } from "node:crypto";
import { z } from "zod";
import { type Account, CREATED } from "./account";
import { databaseOf } from "./databases";
import { Refusal, type Router } from "./router";

const name = z.strictObject({ name: z.string().min(1) });
const rule = z.strictObject({
  uuid: z.string(),
  cluster_uuid: z.string(),
  type: z.enum(["ip_addr", "droplet", "k8s", "tag", "app"]),
  value: z.string().min(1),
  created_at: z.string(),
});

/** What lies in a database cluster: users, databases, trusted sources. */
export function addDatabaseParts(router: Router, account: Account): void {
  const one = "/v2/databases/:id";
  const password = (user: string) => account.markers.of(`database-user-${user}`);
  router.on(
    `POST ${one}/users`,
    ({ path, body }) => {
      const user = { name: body.name, role: "normal" };
      databaseOf(account, path.id).users.push(user);
      return { status: 201, json: { user: { ...user, password: password(user.name) } } };
    },
    { body: name },
  );
  router.on(`GET ${one}/users/:user`, ({ path }) => {
    const user = databaseOf(account, path.id).users.find((other) => other.name === path.user);
    if (user === undefined) throw new Refusal(404, `user ${path.user} not found`);
    return { status: 200, json: { user: { ...user, password: password(user.name) } } };
  });
  router.on(`DELETE ${one}/users/:user`, ({ path }) => {
    const { users } = databaseOf(account, path.id);
    users.splice(
      users.findIndex((user) => user.name === path.user),
      1,
    );
    return { status: 204 };
  });
  router.on(
    `POST ${one}/dbs`,
    ({ path, body }) => {
      databaseOf(account, path.id).dbs.push(body.name);
      return { status: 201, json: { db: body } };
    },
    { body: name },
  );
  router.on(`GET ${one}/dbs/:db`, ({ path }) => {
    if (!databaseOf(account, path.id).dbs.includes(path.db ?? "")) throw new Refusal(404, `db ${path.db} not found`);
    return { status: 200, json: { db: { name: path.db } } };
  });
  router.on(`DELETE ${one}/dbs/:db`, ({ path }) => {
    const { dbs } = databaseOf(account, path.id);
    dbs.splice(dbs.indexOf(path.db ?? ""), 1);
    return { status: 204 };
  });
  router.on(`GET ${one}/firewall`, ({ path }) => {
    const { id, rules } = databaseOf(account, path.id);
    return { status: 200, json: { rules: rules.map((each) => ({ ...each, cluster_uuid: id, created_at: CREATED })) } };
  });
  router.on(
    `PUT ${one}/firewall`,
    ({ path, body }) => {
      const database = databaseOf(account, path.id);
      database.rules = body.rules.map(({ uuid, type, value }) => ({ uuid: uuid || randomUUID(), type, value }));
      return { status: 204 };
    },
    { body: z.strictObject({ rules: z.array(rule) }) },
  );
}
