import { randomUUID } from "node:crypto";
import { z } from "zod";
import { type Account, CREATED, type Project } from "./account";
import { Refusal, type Router } from "./router";

const settings = {
  name: z.string().min(1).max(175),
  description: z.string().max(255),
  purpose: z.string().min(1).max(255),
  environment: z.enum(["Development", "Staging", "Production"]),
};
const create = z.strictObject(settings);
const update = z.strictObject({ ...settings, is_default: z.literal(false) });
const assign = z.strictObject({ resources: z.array(z.string().regex(/^do:(kubernetes|space|domain|dbaas):.+$/)) });

export function addProjects(router: Router, account: Account): void {
  router.on(
    "POST /v2/projects",
    ({ body }) => {
      const project: Project = { id: randomUUID(), ...body, is_default: false };
      account.projects.set(project.id, project);
      return { status: 201, json: { project: shown(project) } };
    },
    { body: create },
  );
  router.on("GET /v2/projects/:id", ({ path }) => ({
    status: 200,
    json: { project: shown(projectOf(account, path.id)) },
  }));
  router.on(
    "PATCH /v2/projects/:id",
    ({ path, body }) => ({ status: 200, json: { project: shown(Object.assign(projectOf(account, path.id), body)) } }),
    { body: update },
  );
  router.on("DELETE /v2/projects/:id", ({ path }) => {
    const { id } = projectOf(account, path.id);
    if (account.resourcesOf(id).length > 0)
      return { status: 412, json: { message: "cannot delete a project with resources" } };
    account.projects.delete(id);
    return { status: 204 };
  });
  router.on(
    "GET /v2/projects/:id/resources",
    ({ path }) => {
      const resources = account.resourcesOf(projectOf(account, path.id).id).map((urn) => resource(urn, "ok"));
      return { status: 200, json: { resources, links: {}, meta: { total: resources.length } } };
    },
    { query: ["page", "per_page"] },
  );
  router.on(
    "POST /v2/projects/:id/resources",
    ({ path, body }) => {
      const { id } = projectOf(account, path.id);
      // A destroy hands over what it has deleted before, too.
      const known = body.resources.filter((urn) => account.has(urn));
      for (const urn of known) account.assigned.set(urn, id);
      const resources = body.resources.map((urn) => resource(urn, known.includes(urn) ? "assigned" : "not_found"));
      return { status: 200, json: { resources, links: {}, meta: { total: resources.length } } };
    },
    { body: assign },
  );
}

function projectOf({ projects }: Account, id = ""): Project {
  const project = [...projects.values()].find((one) => (id === "default" ? one.is_default : one.id === id));
  if (project === undefined) throw new Refusal(404, `project ${id} not found`);
  return project;
}

function shown(project: Project): unknown {
  return { ...project, owner_uuid: randomUUID(), owner_id: 258992, created_at: CREATED, updated_at: CREATED };
}

function resource(urn: string, status: string): unknown {
  return { urn, status, assigned_at: CREATED, links: { self: `https://api.digitalocean.example/${urn}` } };
}
