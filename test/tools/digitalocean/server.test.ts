import { request } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DigitalOcean } from "./server";
import { parseXml } from "./xml";

let cloud: DigitalOcean;

beforeAll(async () => {
  cloud = await DigitalOcean.start();
});

beforeEach(() => {
  cloud.refused.length = 0;
});

afterAll(() => cloud.close());

async function api(route: string, body?: unknown, token = cloud.env.DIGITALOCEAN_TOKEN): Promise<number> {
  const [method, path] = route.split(" ");
  const init = body === undefined ? {} : { body: JSON.stringify(body) };
  const headers = { authorization: `Bearer ${token}` };
  return (await fetch(`${cloud.url}${path}`, { method: method ?? "", headers, ...init })).status;
}

/** A request as an S3 client sends it through an HTTP proxy. */
function spaces(method: string, url: string, body = "", acl = "private"): Promise<number> {
  const headers = { authorization: "AWS4-HMAC-SHA256 Credential=STANDIN/x", "x-amz-acl": acl };
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(cloud.url);
    const sent = request({ hostname, port, method, path: url, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

const VPC = { name: "net", region: "lon1" };

/** A request, its status, and what is recorded of it. */
const REFUSED: readonly (readonly [name: string, route: string, body: unknown, status: number, said: string])[] = [
  ["a path", "GET /v2/droplets", undefined, 400, "unknown path or method"],
  ["a method", "PATCH /v2/vpcs", {}, 400, "unknown path or method"],
  ["a query parameter", "GET /v2/kubernetes/clusters?page=2", undefined, 400, "unknown query parameter page"],
  ["a query without its parameter", "GET /v2/projects/x/resources?page=1", undefined, 400, "per_page is missing"],
  ["a field", "POST /v2/vpcs", { ...VPC, colour: "red" }, 422, 'Unrecognized key: "colour"'],
  ["a missing field", "POST /v2/vpcs", { name: "net" }, 422, "region: "],
  ["a region", "POST /v2/vpcs", { ...VPC, region: "lon9" }, 422, "region: "],
  ["a range of pods", "POST /v2/vpcs", { ...VPC, ip_range: "10.244.0.0/20" }, 422, "overlaps 10.244.0.0/16"],
  ["a body where none is", "DELETE /v2/vpcs/x", { name: "net" }, 400, "got a body, takes none"],
];

describe("the stand-in of DigitalOcean", () => {
  it.each(REFUSED)("refuses %s that it does not know", async (_, route, body, status, said) => {
    expect(await api(route, body)).toBe(status);
    expect(cloud.refused).toEqual([expect.stringContaining(said)]);
  });

  it("refuses another token", async () => {
    expect(await api("GET /v2/kubernetes/options", undefined, "other")).toBe(401);
    expect(cloud.refused).toEqual([expect.stringContaining("wrong token")]);
  });

  it("refuses two VPCs of one range", async () => {
    expect(await api("POST /v2/vpcs", { ...VPC, ip_range: "10.20.0.0/20" })).toBe(201);
    expect(await api("POST /v2/vpcs", { ...VPC, name: "other", ip_range: "10.20.8.0/24" })).toBe(422);
    expect(cloud.refused).toEqual([expect.stringContaining("overlaps 10.20.0.0/20")]);
  });

  it("answers what is not there with 404, and takes no offence", async () => {
    expect(await api("GET /v2/vpcs/none")).toBe(404);
    expect(await spaces("HEAD", "http://none.lon1.spaces.test/")).toBe(404);
    expect(cloud.refused).toEqual([]);
  });

  it("keeps a bucket as it was sent, and refuses what it does not know of it", async () => {
    const bucket = "http://logs.lon1.spaces.test/";
    const rule = (inner: string) =>
      `<LifecycleConfiguration><Rule><ID>a</ID><Status>Enabled</Status><Filter><Prefix></Prefix></Filter>${inner}</Rule></LifecycleConfiguration>`;
    expect(await spaces("PUT", bucket)).toBe(200);
    expect(await spaces("HEAD", "http://logs.fra1.spaces.test/")).toBe(404);
    expect(await spaces("PUT", `${bucket}?lifecycle=`, rule("<Expiration><Days>9</Days></Expiration>"))).toBe(200);
    expect(cloud.refused).toEqual([]);
    expect(await spaces("PUT", `${bucket}?lifecycle=`, rule("<Transition><Days>9</Days></Transition>"))).toBe(400);
    expect(await spaces("PUT", `${bucket}?lifecycle=`, rule("<Expiration><Days>0</Days></Expiration>"))).toBe(400);
    expect(await spaces("PUT", `${bucket}?cors=`)).toBe(400);
    expect(await spaces("PUT", `${bucket}?acl=`, "", "public")).toBe(400);
    expect(cloud.refused).toHaveLength(4);
  });
});

describe("XML of an S3 client", () => {
  it("is read into texts, maps and lists", () => {
    const text = '<?xml version="1.0"?><A xmlns="http://x/"><B>1</B><C><D/></C><E>2</E><E>3</E></A>';
    expect(parseXml(text, ["B"])).toEqual({ A: { B: ["1"], C: { D: "" }, E: ["2", "3"] } });
  });

  it("is refused when its elements do not match", () => {
    expect(() => parseXml("<A><B></A></B>", [])).toThrow("unbalanced XML");
  });
});
