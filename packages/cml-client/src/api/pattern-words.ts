/** What the controller's own patterns want, in words: the regular expressions help nobody who has to type. By pattern. */
const words: Readonly<Record<string, string>> = {
  [String.raw`^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}(?!\n)$`]:
    "an id, such as 90f84e38-a71c-4d57-8d90-00fa8a197385, is expected",
  [String.raw`^(?![.])[^!@#%^&*();$\n\r\t/\\]{1,250}(?![\n\t])$`]:
    "1 to 250 characters, not beginning with a dot, and none of ! @ # % ^ & * ( ) ; $ / \\, are expected",
  [String.raw`^((\d{1,3}.){3}\d{1,3}|\[[\da-fA-F:]{3,39}(%[\da-z-]{1,15})?\]|[a-zA-Z\d.-]{1,64})(:\d{1,5})?(?!\n)$`]:
    "a host name or an address is expected, an IPv6 address in [brackets], with :PORT behind it if need be",
  [String.raw`^\w{1,20}(?!\n)$`]: "1 to 20 letters, digits or _ are expected",
  "^[a-zA-Z0-9,_.:<>=/+ -]{1,8192}$":
    "1 to 8192 letters, digits, spaces or any of , _ . : < > = / + - are expected",
  [String.raw`^https?://((\d{1,3}.){3}\d{1,3}|\[[\da-fA-F:]{3,39}(%[\da-z-]{1,15})?\]|[a-zA-Z\d.-]{1,64})(:\d{1,5})?(/[\w.-]+)+(?!\n)$`]:
    "a URL with a path is expected, such as https://203.0.113.7/path",
  [String.raw`^(?![/.])[\w.-]{1,64}(?![\n\r])$`]:
    "1 to 64 letters, digits or any of _ . - are expected, not beginning with a dot",
  [String.raw`^(?![/.])[\w./-]{1,255}(?![\n\r])$`]:
    "a relative path of 1 to 255 letters, digits or any of _ . / - is expected, not beginning with a dot",
  [String.raw`^(bridge|local|virbr|vlan)\d{1,4}(?!\n)$`]:
    "bridge, local, virbr or vlan with a number, such as bridge0, is expected",
  [String.raw`^(?![.])[^!@#%^&*();$\n\r\t/\\]{1,255}(?![\n\t])$`]:
    "1 to 255 characters, not beginning with a dot, and none of ! @ # % ^ & * ( ) ; $ / \\, are expected",
  [String.raw`^[a-fA-F\d]{64}(?![\n\t])$`]: "64 hex digits are expected",
  [String.raw`^[a-fA-F\d]{2}(:[a-fA-F\d]{2}){5}(?!\n)$`]:
    "a MAC address, such as 52:54:00:12:34:56, is expected",
  [String.raw`^[a-zA-Z\d._,-]{1,128}(?!\n)$`]: "1 to 128 letters, digits or any of . _ , - are expected",
  [String.raw`^[a-zA-Z\d+/%=-]{1,256}$`]: "1 to 256 letters, digits or any of + / % = - are expected",
  [String.raw`^((\d{1,3}.){3}\d{1,3}|\[[\da-fA-F:]{3,39}(%[\da-z-]{1,15})?\]|[a-zA-Z\d.-]{1,64})(?!\n)$`]:
    "a host name or an address is expected, an IPv6 address in [brackets]",
  [String.raw`^[a-zA-Z\d-]{1,32}(,[+!?^-][a-z\d._]{1,16})*(?![\n\t])$`]:
    "the name of a CPU model is expected, features behind it, such as host,+vmx",
  [String.raw`^(?:(?: (?=l))?ldaps?://(?:(\d{1,3}.){3}\d{1,3}|\[[\da-fA-F:]{3,39}(%[\da-z-]{1,15})?\]|[a-zA-Z\d.-]{1,64})(?::\d{1,5})?)*(?![\n\t])$`]:
    "ldap:// or ldaps:// URLs with a space between them are expected",
  [String.raw`^([a-zA-Z\d-]{1,30} [a-zA-Z\d+/]{1,4096}={0,2}(?: [a-zA-Z\d@.+_-]{0,64})?(?!\n))?$`]:
    "a public key is expected on one line, such as ssh-ed25519 AAAA… name",
};

/** What would match a pattern, spelled as a JSON Schema has it. */
export function patternInWords(pattern: string): string {
  return words[pattern] ?? "it is not spelled as the controller wants it";
}
