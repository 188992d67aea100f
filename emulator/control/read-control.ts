/** The requests that the emulator accepts over HTTP, checked before they are carried out. */
import { z } from 'zod';
import type { Fault } from '../emulator.ts';
import type {
  AutocompleteDoing,
  ButtonDoing,
  CommandDoing,
  MessageCommandDoing,
  ModalDoing,
  SelectDoing,
} from '../people/interact.ts';
import type { PlaybackAction } from '../playback.ts';

const id = z.string().regex(/^\d{1,20}$/, 'expected an id');
const ms = z.number().int().min(0).max(86_400_000);

const match = z.strictObject({
  method: z.string().exactOptional(),
  route: z.string().exactOptional(),
  channelId: id.exactOptional(),
  bodyContains: z.string().exactOptional(),
});
const always = {
  match: match.exactOptional(),
  times: z.union([z.number().int().min(1), z.literal('always')]).exactOptional(),
};
const status = z.number().int().min(400).max(599);

/** A fault in JSON; everything but `when`, which is a function. */
export const faultSchema: z.ZodType<Fault> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('status'),
    status,
    code: z.number().int().exactOptional(),
    message: z.string().exactOptional(),
    body: z.json().exactOptional(),
    headers: z.record(z.string(), z.string()).exactOptional(),
    ...always,
  }),
  z.strictObject({ kind: z.literal('accept-then-status'), status, ...always }),
  z.strictObject({
    kind: z.enum(['accept-then-reset', 'accept-then-close', 'accept-then-hang', 'headers-then-stall', 'refuse-before']),
    ...always,
  }),
  z.strictObject({ kind: z.literal('delay'), ms, ...always }),
  z.strictObject({
    kind: z.literal('rate-limited'),
    retryAfterSeconds: z.number().min(0),
    scope: z.enum(['user', 'global', 'shared']).exactOptional(),
    ...always,
  }),
  z.strictObject({ kind: z.literal('ban'), ms, ...always }),
]);

const on = z.boolean();

/** The faults of the gateway that can be switched on. */
export const gatewaySchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('dropSockets') }),
  z.strictObject({ do: z.literal('closeSockets'), code: z.number().int().min(1000).max(4999) }),
  z.strictObject({ do: z.literal('withholdAcks'), on }),
  z.strictObject({ do: z.literal('invalidateSessions'), resumable: z.boolean() }),
  z.strictObject({ do: z.literal('refuseResumes'), on }),
  z.strictObject({ do: z.literal('ignoreResumes'), on }),
  z.strictObject({ do: z.literal('requestReconnect') }),
  z.strictObject({
    do: z.literal('refuseIdentify'),
    code: z.number().int().min(1000).max(4999),
    times: z.number().int().min(1).exactOptional(),
  }),
  z.strictObject({ do: z.literal('refuseConnections'), on }),
]);

const permissions = z
  .string()
  .regex(/^\d{1,20}$/, 'expected a permission bit field as text')
  .transform(BigInt);

/** The changes that can be made to the world. */
export const changeSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('deleteChannel'), channelId: id }),
  z.strictObject({ do: z.literal('deleteMessage'), channelId: id, messageId: id }),
  z.strictObject({ do: z.literal('removeGuild'), guildId: id }),
  z.strictObject({ do: z.literal('setBotPermissions'), guildId: id, permissions }),
  z.strictObject({
    do: z.literal('setBotOverwrite'),
    channelId: id,
    allow: permissions.exactOptional(),
    deny: permissions.exactOptional(),
  }),
  z.strictObject({
    do: z.literal('setThread'),
    channelId: id,
    archived: z.boolean().exactOptional(),
    locked: z.boolean().exactOptional(),
  }),
  z.strictObject({ do: z.literal('postAs'), userId: id, channelId: id, content: z.string().min(1).max(2000) }),
  z.strictObject({ do: z.literal('openDm'), userId: id }),
  z.strictObject({ do: z.literal('closeDms'), userId: id, closed: z.boolean() }),
]);

const doing = {
  channelId: id.exactOptional(),
  userId: id.exactOptional(),
  locale: z.string().exactOptional(),
  force: z.boolean().exactOptional(),
  until: z.enum(['answered', 'acknowledged']).exactOptional(),
  deferredWaitMs: ms.exactOptional(),
};
const options = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).exactOptional();

/** One thing a person does, named by the function of `Interact` that does it. */
export type InteractionRequest =
  | { readonly kind: 'command'; readonly doing: CommandDoing }
  | { readonly kind: 'messageCommand'; readonly doing: MessageCommandDoing }
  | { readonly kind: 'autocomplete'; readonly doing: AutocompleteDoing }
  | { readonly kind: 'button'; readonly doing: ButtonDoing }
  | { readonly kind: 'select'; readonly doing: SelectDoing }
  | { readonly kind: 'modalSubmit'; readonly doing: ModalDoing };

/** The actions of a person on the page. */
export const interactSchema: z.ZodType<InteractionRequest> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('command'), doing: z.strictObject({ ...doing, name: z.string(), options }) }),
  z.strictObject({
    kind: z.literal('messageCommand'),
    doing: z.strictObject({ ...doing, name: z.string(), messageId: id }),
  }),
  z.strictObject({
    kind: z.literal('autocomplete'),
    doing: z.strictObject({ ...doing, name: z.string(), options, focused: z.string() }),
  }),
  z.strictObject({
    kind: z.literal('button'),
    doing: z.strictObject({ ...doing, messageId: id, customId: z.string() }),
  }),
  z.strictObject({
    kind: z.literal('select'),
    doing: z.strictObject({ ...doing, messageId: id, customId: z.string(), values: z.array(z.string()) }),
  }),
  z.strictObject({
    kind: z.literal('modalSubmit'),
    doing: z.strictObject({
      ...doing,
      customId: z.string(),
      fields: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
      messageId: id.exactOptional(),
    }),
  }),
]);

const event = z.string().min(1).max(200);
const hours = z.number().min(1).max(72);

/** What a person at the page makes happen. */
export const playbackSchema: z.ZodType<PlaybackAction> = z.discriminatedUnion('do', [
  z.strictObject({ do: z.enum(['play', 'pause', 'next-message', 'restart']) }),
  z.strictObject({ do: z.literal('speed'), speed: z.number().min(1).max(10_000_000) }),
  z.strictObject({ do: z.literal('jump'), toMs: z.number().int() }),
  z.strictObject({ do: z.enum(['move', 'cancel', 'disagree', 'happened']), event }),
  z.strictObject({ do: z.enum(['stop-bot', 'discord-down']), hours }),
  z.strictObject({ do: z.literal('list'), name: z.string().min(1).max(200), text: z.string().max(20_000_000) }),
]);
