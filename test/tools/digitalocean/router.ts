import type { z } from "zod";

/** One request, checked against its route. */
export interface Call<B = unknown> {
  /** Values of the path's `:names`. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: B;
}

export interface Answer {
  readonly status: number;
  readonly json?: unknown;
}

interface Endpoint {
  readonly method: string;
  readonly pattern: readonly string[];
  readonly query: readonly string[];
  readonly body: z.ZodType | undefined;
  readonly handle: (call: Call) => Answer;
}

/** What the API says no to: recorded, so that a test sees what a provider's error message hides. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export interface RouteOptions<B> {
  /** Query parameters that may come; all must. @default - none */
  readonly query?: readonly string[];
  /** Shape of the body. @default - no body */
  readonly body?: z.ZodType<B>;
}

/** Endpoints by method and path: whatever is not among them, or not of their shape, is refused. */
export class Router {
  private readonly endpoints: Endpoint[] = [];

  on<B = undefined>(route: string, handle: (call: Call<B>) => Answer, options: RouteOptions<B> = {}): void {
    const [method = "", path = ""] = route.split(" ");
    const { query = [], body } = options;
    this.endpoints.push({ method, pattern: path.split("/"), query, body, handle: handle as Endpoint["handle"] });
  }

  /** @throws Refusal for a request that no endpoint takes as it is */
  answer(method: string, { pathname, searchParams }: URL, body: string): Answer {
    const parts = pathname.split("/");
    const endpoint = this.endpoints.find((one) => one.method === method && matches(one.pattern, parts));
    if (endpoint === undefined) throw new Refusal(400, "unknown path or method");
    const query = checkedQuery(endpoint, searchParams);
    return endpoint.handle({ path: valuesOf(endpoint.pattern, parts), query, body: checkedBody(endpoint, body) });
  }
}

function matches(pattern: readonly string[], parts: readonly string[]): boolean {
  if (pattern.length !== parts.length) return false;
  return pattern.every((part, index) => (part.startsWith(":") ? parts[index] !== "" : part === parts[index]));
}

function valuesOf(pattern: readonly string[], parts: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    pattern.flatMap((part, index) => (part.startsWith(":") ? [[part.slice(1), parts[index] ?? ""]] : [])),
  );
}

function checkedQuery(endpoint: Endpoint, given: URLSearchParams): Readonly<Record<string, string>> {
  const unknown = [...given.keys()].filter((name) => !endpoint.query.includes(name));
  if (unknown.length > 0) throw new Refusal(400, `unknown query parameter ${unknown.join(", ")}`);
  const absent = endpoint.query.filter((name) => !given.has(name));
  if (absent.length > 0) throw new Refusal(400, `query parameter ${absent.join(", ")} is missing`);
  return Object.fromEntries(given);
}

function checkedBody({ body: shape }: Endpoint, text: string): unknown {
  if (shape === undefined) {
    if (text !== "") throw new Refusal(400, "got a body, takes none");
    return undefined;
  }
  const { success, data, error } = shape.safeParse(JSON.parse(text || "null"));
  if (success) return data;
  const issues = error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new Refusal(422, issues.join("; "));
}
