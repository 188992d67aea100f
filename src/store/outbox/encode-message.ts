import type { Attachment, Message } from '../../model/message.ts';

/** A message as JSON text, with the bytes of its files in base64. */
export function encodeMessage(message: Message): string {
  const files = message.files.map((file) => ({ ...file, data: Buffer.from(file.data).toString('base64') }));
  return JSON.stringify({ ...message, files });
}

/** A message as `encodeMessage` writes it. */
type StoredMessage = Omit<Message, 'files'> & {
  readonly files: readonly (Omit<Attachment, 'data'> & { readonly data: string })[];
};

/** The message that `encodeMessage` was given, equal in every byte. */
export function decodeMessage(text: string): Message {
  const stored: StoredMessage = JSON.parse(text);
  const files = stored.files.map((file) => ({ ...file, data: new Uint8Array(Buffer.from(file.data, 'base64')) }));
  return { ...stored, files };
}
