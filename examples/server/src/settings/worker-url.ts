const placeholders = ["{public_ip}", "{private_ip}", "{instance_id}"];

/** What is wrong with the URL that all controllers follow; `undefined` when nothing is. Never shows the URL: it may hold a password. */
export function workerUrlProblem(template: string): string | undefined {
  if (!template.startsWith("https://")) return "must begin with https://";
  // The address of no machine in particular stands in for each.
  const bare = placeholders.reduce(
    (text, placeholder) => text.replaceAll(placeholder, "192.0.2.1"),
    template,
  );
  if (/[{}]/.test(bare)) return `has a placeholder other than ${placeholders.join(", ")}`;
  if (!URL.canParse(bare)) return "is no URL: write it like https://{public_ip}:8443";
  const { username, password } = new URL(bare);
  if (username || password) {
    return "must hold no login: set CML_WORKER_API_USERNAME and CML_WORKER_API_PASSWORD";
  }
  return undefined;
}
