import { describe, expect, it } from "vitest";
import { complete, type Draft } from "../../../src/charts/generate/draft";
import { draftOfComments } from "../../../src/charts/generate/from-comments";
import { draftOfDefaults } from "../../../src/charts/generate/from-defaults";
import { draftOfSchema } from "../../../src/charts/generate/from-schema";
import { draftOfTemplates } from "../../../src/charts/generate/from-templates";

/** A draft as lines of `path kinds`, with what a schema says of further keys. */
function lines({ keys, kinds, rest }: Draft, path = ""): string[] {
  const below = [...keys].flatMap(([key, next]) => lines(next, path === "" ? key : `${path}.${key}`));
  const further = rest === undefined ? "" : rest === "none" ? " closed" : ` free:${rest.kinds}`;
  return path === "" ? below : [`${path} ${kinds || "?"}${further}`, ...below];
}

describe("keys of defaults", () => {
  it("have the kind of their default; an empty text or null says little or nothing", () => {
    const values = { a: 1, b: 1.5, c: "x", d: "", e: true, f: null, g: [], h: { i: {} }, targetPort: 80 };
    expect(lines(draftOfDefaults(values))).toEqual([
      "a i",
      "b n",
      "c s",
      "d snb",
      "e b",
      "f ?",
      "g l",
      "h ?",
      "h.i ?",
      "targetPort si",
    ]);
  });
});

describe("keys of comments", () => {
  it("are found below the key that they are indented under", () => {
    const text = `
persistence:
  enabled: true
  # storageClass: "-"
  # size: 10
  ## prose: skipped
  # -- help: skipped
# rootKey: true
`;
    expect(lines(draftOfComments(text))).toEqual([
      "persistence ?",
      "persistence.storageClass snb",
      "persistence.size i",
      "rootKey b",
    ]);
  });

  it("are examples of a map, where they follow an empty one", () => {
    expect(lines(draftOfComments("a:\n  resources: {}\n  # limits:\n  #   cpu: 100m\n  b: 1\n"))).toEqual([]);
  });

  it("are not prose, lists or blocks of text", () => {
    const text = `
a: |
  # inText: true
b: []
# Note: this is prose
# ref: https://example.com
# see this sentence: it has a colon
# - name: item
#   value: 1
c: 1
`;
    expect(lines(draftOfComments(text))).toEqual([]);
  });
});

describe("keys of a schema", () => {
  it("have its types, and say what else a map takes", () => {
    const schema = {
      additionalProperties: false,
      properties: {
        a: { type: ["integer", "null"] },
        b: { enum: ["x", "y"] },
        c: { type: "object", additionalProperties: { type: "string" } },
        d: { $ref: "#/definitions/d" },
        e: { anyOf: [{ type: "string" }, { type: "array" }] },
      },
      definitions: { d: { type: "object", properties: { f: { type: "boolean" }, g: { $ref: "#/definitions/d" } } } },
    };
    const draft = draftOfSchema(JSON.stringify(schema));
    expect(draft.rest).toBe("none");
    expect(lines(draft)).toEqual(["a i", "b s", "c ? free:s", "d ?", "d.f b", "d.g ?", "e sl"]);
  });
});

describe("keys of templates", () => {
  const found = (...texts: string[]): string[] => lines(draftOfTemplates(texts)).map((line) => line.replace(" ?", ""));

  it("are those that a path, a scope or a variable leads to", () => {
    const text = `
{{- if .Values.a.b }}{{ $.Values.c }}{{ end }}
{{- with .Values.d }}{{ .e }}{{- with .f }}{{ .g | quote }}{{ end }}{{ else }}{{ .Values.h }}{{ end }}
{{- $x := .Values.i -}}{{ $x.j }}
{{- range $k, $v := .Values.l }}{{ $v.notBelow }}{{ .norThis }}{{ end }}
{{/* .Values.inComment */}}`;
    expect(found(text)).toEqual(["a", "a.b", "c", "d", "d.e", "d.f", "d.f.g", "h", "i", "i.j", "l"]);
  });

  it("are those of functions that take a map and a key", () => {
    const text = `{{ index .Values "own.ini" }}{{ hasKey .Values.a "b" }}{{ dig "c" "d" 1 .Values }}{{ index .Values.e $name }}`;
    expect(found(text)).toEqual(["own.ini", "a", "a.b", "c", "c.d", "e"]);
  });

  it("are followed into helpers and what they are handed", () => {
    const helper = `{{ define "pod" }}{{ $c := .component }}{{ $c.image }}{{ with .ctx }}{{ .Values.shared }}{{ end }}{{ end }}`;
    const use = `{{ include "pod" (dict "ctx" . "component" (omit .Values.a "x")) | nindent 2 }}{{ template "pod" (dict "component" .Values.b) }}`;
    expect(found(use, helper)).toEqual(["a", "a.image", "shared", "b", "b.image"]);
  });

  it("end where a helper hands itself on", () => {
    expect(found(`{{ define "a" }}{{ .Values.x }}{{ include "a" . }}{{ end }}{{ include "a" . }}`)).toEqual(["x"]);
  });
});

describe("putting sources together", () => {
  const schema = (text: object): Draft => draftOfSchema(JSON.stringify(text));

  it("lets a schema say the kind, but never refuses the chart's own default", () => {
    const draft = schema({ properties: { a: { type: "string" }, b: { type: "string" }, c: {} } });
    complete(draft, draftOfDefaults({ a: "", b: 1, c: true }));
    expect(lines(draft)).toEqual(["a s", "b si", "c b"]);
  });

  it("takes no key of a weaker source into a map that the schema closes", () => {
    const draft = schema({ properties: { a: { type: "object", properties: {}, additionalProperties: false } } });
    complete(draft, draftOfComments("a:\n  x: 1\n  # b: 1\n"));
    expect(lines(draft)).toEqual(["a ? closed"]);
  });

  it("gives a key that a schema does not name the shape of all further keys", () => {
    const port = { type: "object", properties: { port: { type: "integer" } }, additionalProperties: false };
    const draft = schema({ properties: { ports: { type: "object", additionalProperties: port } } });
    complete(draft, draftOfDefaults({ ports: { web: { port: 80 } } }));
    expect(lines(draft)).toEqual(["ports ? free:", "ports.web ? closed", "ports.web.port i"]);
  });
});
