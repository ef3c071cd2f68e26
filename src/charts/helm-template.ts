/** A text as a chart's `tpl` must read it to give the same text back. */
export function escapeHelmTemplate(text: string): string {
  return text.replaceAll("{{", '{{ "{{" }}');
}
