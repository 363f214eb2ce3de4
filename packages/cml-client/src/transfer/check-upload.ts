import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import type { CmlContentUpload, CmlFileUpload, CmlUpload } from "../api/upload.ts";
import { CmlError } from "../errors.ts";

export const UPLOAD = "POST /images/upload";

const SUFFIXES = [".qcow", ".qcow2", ".iol", ".tar", ".tar.gz"] as const;

/** Refuses what a controller would refuse after gigabytes. @throws CmlError with code `invalid_request` */
export function checkUpload(upload: unknown): asserts upload is CmlUpload {
  if (typeof upload !== "object" || upload === null) throw invalid("body: it is missing");
  if ("file" in upload && ("content" in upload || "size" in upload)) {
    throw invalid("body: a file has its own content and size, so leave those out, or the file");
  }
  if ("file" in upload) return checkFile(upload as Unchecked<CmlFileUpload>);
  checkContent(upload as Unchecked<CmlContentUpload>);
}

type Unchecked<Upload> = Partial<Record<keyof Upload, unknown>>;

function checkFile({ file, name }: Unchecked<CmlFileUpload>): void {
  const isPath = typeof file === "string" && file !== "" && !file.includes("\0");
  if (!isPath && !(file instanceof URL && file.protocol === "file:")) {
    throw invalid("file: it must be the path of a file, or a file: URL");
  }
  checkName(name === undefined ? nameOf(file) : name);
}

function nameOf(file: string | URL): string {
  try {
    return ownName(file);
  } catch {
    throw invalid("file: the URL leads to no file of this machine");
  }
}

/** What a file is called where it is. */
export function ownName(file: string | URL): string {
  return basename(file instanceof URL ? fileURLToPath(file) : file);
}

function checkContent({ name, size, content }: Unchecked<CmlContentUpload>): void {
  checkName(name);
  if (!Number.isSafeInteger(size) || (size as number) < 1) {
    throw invalid("size: it must be a whole number of bytes above 0");
  }
  if (typeof content !== "object" || content === null || !(Symbol.asyncIterator in content)) {
    throw invalid("content: it must be a stream, or another async iterable of bytes");
  }
}

function checkName(name: unknown): void {
  // It becomes a header, a part of the envelope, and a file over there.
  if (typeof name !== "string" || !/^[A-Za-z0-9][\w.+ -]{0,254}$/.test(name)) {
    throw invalid(
      "name: it must be a file name of at most 255 letters, digits, blanks and . _ + - that begins with a letter or a digit",
    );
  }
  const suffix = SUFFIXES.find((one) => name.endsWith(one));
  if (suffix === undefined || suffix.length === name.length) {
    throw invalid(`name: it must end in one of ${SUFFIXES.join(", ")}`);
  }
}

function invalid(problem: string): CmlError {
  return new CmlError(`${UPLOAD}: ${problem}.`, { code: "invalid_request", operation: UPLOAD });
}
