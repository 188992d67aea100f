/** The body of a request: bytes, then JSON with files where it is a form. */
import type { IncomingMessage } from 'node:http';
import type { UploadedFile } from '../core.ts';
import type { JsonObject } from './json.ts';

/** "The maximum request size when sending a message is 25 MiB". */
const MAX_BYTES = 25 * 1024 * 1024;

/** A body that could be read, or why not. */
export type ParsedBody =
  | {
      readonly body: JsonObject | readonly JsonObject[] | undefined;
      readonly files: readonly UploadedFile[];
      readonly problem?: undefined;
    }
  | { readonly problem: 'invalid-json' | 'wrong-type' | 'too-large' };

/** All bytes. Bodies over the limit are read to their end and kept only up to it plus one byte. */
export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk) || size > MAX_BYTES) continue;
    chunks.push(chunk);
    size += chunk.length;
  }
  return Buffer.concat(chunks);
}

/** Reads JSON, or a form with `payload_json` and `files[n]`: https://discord.com/developers/docs/reference#uploading-files */
export async function parseBody(bytes: Buffer, contentType: string): Promise<ParsedBody> {
  if (bytes.length > MAX_BYTES) return { problem: 'too-large' };
  if (bytes.length === 0) return { body: undefined, files: [] };
  if (contentType.startsWith('multipart/form-data')) return parseForm(bytes, contentType);
  if (!contentType.startsWith('application/json')) return { problem: 'wrong-type' };
  return parseJson(bytes.toString('utf8'), []);
}

async function parseForm(bytes: Buffer, contentType: string): Promise<ParsedBody> {
  const form = await readForm(bytes, contentType);
  if (form === undefined) return { problem: 'invalid-json' };
  const files = [...form.entries()].flatMap(([name, value]): readonly UploadedFile[] => {
    const index = /^files\[(\d+)\]$/.exec(name)?.[1];
    return index === undefined || typeof value === 'string'
      ? []
      : [{ index: Number(index), filename: value.name, size: value.size, content: value }];
  });
  const payload = form.get('payload_json');
  return typeof payload === 'string' ? parseJson(payload, files) : { body: {}, files };
}

async function readForm(bytes: Buffer, contentType: string): Promise<FormData | undefined> {
  try {
    return await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } }).formData();
  } catch {
    return undefined;
  }
}

function parseJson(text: string, files: readonly UploadedFile[]): ParsedBody {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null) return { problem: 'invalid-json' };
    return { body: parsed as JsonObject | readonly JsonObject[], files };
  } catch {
    return { problem: 'invalid-json' };
  }
}
