const LONGEST = 500;
// Pattern matching stops here, so that a hostile body cannot make it slow.
const LONGEST_SCANNED = 8_192;
const REDACTED = "[redacted]";
const JWT = /eyJ[\w-]{5,}\.[\w-]{2,}\.[\w-]{2,}/g;
const PASSWORD_MEMBER = /("?(?:password|passwd|token|secret)"?\s*[:=]\s*)("[^"]*"|[^\s,}&]+)/gi;

/** What a body says, fit for an error message: no secrets, one line, at most 500 characters. */
export function quote(text: string, secrets: readonly string[]): string {
  // The known secrets go first and everywhere: cutting first could leave half of one behind.
  const known = secrets
    .flatMap(spellings)
    .reduce((cleaned, secret) => cleaned.replaceAll(secret, REDACTED), text);
  return known
    .slice(0, LONGEST_SCANNED)
    .replace(JWT, REDACTED)
    .replace(PASSWORD_MEMBER, `$1${REDACTED}`)
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, LONGEST);
}

function spellings(secret: string): string[] {
  if (secret === "") return [];
  return [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)];
}
