/** Names the page to continue with; empty for the first. */
export interface NextPage {
  readonly NextToken?: string;
}

/** Asks for every page of an answer. A page may be short, or empty, and still not be the last one. */
export async function* pages<Page extends { readonly NextToken?: string | undefined }>(
  ask: (next: NextPage) => Promise<Page>,
): AsyncGenerator<Page> {
  let next: string | undefined;
  do {
    const page = await ask(next ? { NextToken: next } : {});
    yield page;
    next = page.NextToken;
  } while (next);
}
