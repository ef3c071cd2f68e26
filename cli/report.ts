import pc from "picocolors";
import type { Problem } from "../src/problem";
import type { Format } from "./formats";

/** Problems as text for a person, JSON for a program, or annotations for a workflow. */
export function report(problems: readonly Problem[], format: Format): string {
  if (format === "json") return `${JSON.stringify({ problems }, undefined, 2)}\n`;
  return problems.map(format === "github" ? annotation : block).join("");
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity !== "warning");
}

function block(problem: Problem): string {
  const { position, path, message, paste } = problem;
  const where = position === undefined ? "" : `${pc.bold(`${position.file}:${position.line}:${position.column}`)}  `;
  const mark = problem.severity === "warning" ? pc.yellow("warning") : pc.red("error");
  const lines = paste === undefined ? "" : `\n${pc.dim("  write:")}\n${indent(paste, "    ")}\n`;
  return `${where}${mark}  ${path}: ${message}${lines}\n`;
}

function indent(text: string, by: string): string {
  return text.trimEnd().replace(/^/gm, by);
}

/** A workflow command of GitHub Actions. */
function annotation({ severity, position, path, message, paste }: Problem): string {
  const place = position === undefined ? {} : { file: position.file, line: position.line, col: position.column };
  const properties = Object.entries({ ...place, title: path }).map(
    ([key, value]) => `${key}=${property(String(value))}`,
  );
  const text = paste === undefined ? message : `${message}\nwrite:\n${paste}`;
  return `::${severity ?? "error"} ${properties.join(",")}::${data(`${path}: ${text}`)}\n`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
