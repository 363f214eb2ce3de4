/** An id as controllers make them; the same number gives the same id. */
export function idOf(number: number): string {
  return `90f84e38-a71c-4d57-8d90-${String(number).padStart(12, "0")}`;
}
