/** A text as a chart's `tpl` must read it to give the same text back. */
export function escapeHelmTemplate(text: string): string {
  return text.replaceAll("{{", '{{ "{{" }}');
}

/** The same for a text that is written as YAML before it is read: no quote is in it that YAML would escape. */
export function escapeHelmTemplateInYaml(text: string): string {
  return text.replaceAll("{{", "{{ `{{` }}");
}
