import { type DeliveryParts, deliverPost } from '../../src/deliver/deliver-post.ts';
import type { LookResult, Sender, SendOrder, SendResult } from '../../src/deliver/sender.ts';
import type { Edge } from '../../src/model/edge.ts';
import type { ListEvent } from '../../src/model/event.ts';
import { leadName } from '../../src/model/lead.ts';
import type { Message } from '../../src/model/message.ts';
import { type Moment, occasionName } from '../../src/model/moment.ts';
import type { ReminderKind } from '../../src/model/post.ts';
import { guildOf, type Subscription } from '../../src/model/subscription.ts';
import type { ClaimedPost, Outbox, PlannedPost } from '../../src/outbox/outbox.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { DEFAULT_GRACE } from '../../src/plan/reminders/decide-send.ts';
import { openMemoryStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';
import { type SteppedWorld, steppedWorld } from '../../src/time/world.ts';
import { at, buildClaim, buildEvent } from './build-events.ts';
import { buildMoment, buildSubscription } from './build-subscriptions.ts';
import { type HandMachine, handMachine } from './hand-machine.ts';

/** A tariff takes effect at 12:00; its `1h` is due at 11:00, and the world stands a second later. */
export const ANCHOR = at('2026-05-04T12:00:00Z');
export const DUE = at('2026-05-04T11:00:00Z');

/** An event at the anchor. */
export function makeTariff(id: string, more: Partial<ListEvent> = {}): ListEvent {
  const date = { role: 'takes-effect', approximate: false, precision: 'minute', minute: '2026-05-04T12:00' } as const;
  return buildEvent(id, [buildClaim('office', date, { published: '2026-05-01' })], { zone: 'UTC', ...more });
}

/** A moment of such an event. */
export function makeMoment(event: string, lead: string, due: number, channel = 'channel'): Moment {
  return buildMoment(event, lead, due, { anchor: ANCHOR, sourceDate: '2026-05-04T12:00', channel });
}

/** A post of these moments. */
export function makePost(
  moments: readonly Moment[],
  more: Partial<PlannedPost<ReminderKind>> = {},
): PlannedPost<ReminderKind> {
  const first = moments[0];
  if (first === undefined) throw new Error('A post needs a moment.');
  const { owner, channel, due, anchor: urgency } = first;
  const bare = { ordinal: 0, addedLate: false, key: null, body: null, edits: null };
  return { kind: 'reminder', owner, channel, due, urgency, ...bare, moments, ...more };
}

/** A notice that announces the dates of these moments. */
export function makeNotice(moments: readonly Moment[]): PlannedPost<'notice'> {
  const body = { revision: 2, changes: [], ping: false };
  const announced = moments.map((moment) => ({ ...moment, lead: null, revision: 2 }));
  return { ...makePost(moments), kind: 'notice', body, moments: announced };
}

/** The edit of a message of the channel of that moment. */
export function makeCorrection(moment: Moment): PlannedPost<'correction'> {
  const body = { post: 'p', revision: 2 };
  return { ...makePost([moment]), kind: 'correction', body, edits: '5', key: 'k', moments: [] };
}

/** A sender that answers by script and remembers what it was asked. */
export type ScriptedSender = Sender & { readonly sends: SendOrder[]; readonly looks: { readonly nonce: string }[] };

export function scriptedSender(
  answer: (order: SendOrder, nth: number) => SendResult | Promise<SendResult> = (_, nth) => ({
    kind: 'sent',
    message: String(nth),
  }),
  look: () => LookResult = () => ({ kind: 'absent' }),
): ScriptedSender {
  const sends: SendOrder[] = [];
  const looks: { nonce: string }[] = [];
  return {
    sends,
    looks,
    async send(order) {
      sends.push(order);
      return answer(order, sends.length);
    },
    edit: async () => ({ kind: 'failed', why: 'not in this test' }),
    pin: async () => ({ kind: 'failed', why: 'not in this test' }),
    publish: async () => ({ kind: 'failed', why: 'not in this test' }),
    recent: async () => ({ kind: 'read', messages: [] }),
    async look(request) {
      looks.push(request);
      return look();
    },
  };
}

/** The real ledger in memory, a machine and a world moved by hand, and the present state of list and subscriptions. */
export type DeliveryFixture = {
  readonly machine: HandMachine;
  readonly world: SteppedWorld;
  readonly outbox: Outbox;
  readonly events: Map<string, ListEvent>;
  readonly subscriptions: Map<string, Subscription>;
  /** When a server's pause ends. */
  readonly pauses: Map<string, number>;
  reserve(...posts: PlannedPost[]): Promise<void>;
  claim(): Promise<ClaimedPost>;
  parts(sender: Sender, more?: Partial<DeliveryParts>): DeliveryParts;
  /** Claims what is ready and takes it one step. */
  step(sender: Sender, more?: Partial<DeliveryParts>): ReturnType<typeof deliverPost>;
  close(): Promise<void>;
};

export async function buildDelivery(events: readonly ListEvent[] = [makeTariff('tariff')]): Promise<DeliveryFixture> {
  const machine = handMachine();
  const world = steppedWorld(DUE + 1_000);
  const { outbox, close } = await openMemoryStore({ clock: 'simulated', machine: realMachine() });
  const list = new Map(events.map((event) => [event.id, event]));
  const subscriptions = new Map([['channel', buildSubscription('channel')]]);
  const pauses = new Map<string, number>();
  const find = (id: string): { event: ListEvent; edges: Edge[] } | null => {
    const event = list.get(id);
    return event === undefined ? null : { event, edges: deriveEdges(event) };
  };
  const fixture: DeliveryFixture = {
    machine,
    world,
    outbox,
    events: list,
    subscriptions,
    pauses,
    async reserve(...posts) {
      await outbox.reserve({ posts, skipped: [], watermark: null, settledChannels: [], settledList: null });
    },
    async claim() {
      const [post] = await outbox.claim({
        now: machine.now(),
        world: world.now(),
        leaseMs: 60_000,
        limit: 1,
        except: [],
      });
      if (post === undefined) throw new Error('There was nothing to claim.');
      return post;
    },
    parts: (sender, more = {}) => ({
      outbox,
      sender,
      world,
      machine,
      grace: DEFAULT_GRACE,
      random: () => 0,
      event: find,
      subscription: (channel) => subscriptions.get(channel) ?? null,
      pausedUntil: (owner) => pauses.get(guildOf(owner) ?? '') ?? null,
      clockTrusted: () => true,
      confirmClock: () => null,
      gap: () => null,
      compose: async (post, send, { possiblyRepeated }) => ({
        message: renderPosted(post, send, possiblyRepeated),
        leftOut: [],
      }),
      ...more,
    }),
    step: async (sender, more) => deliverPost(await fixture.claim(), fixture.parts(sender, more), async () => true),
    close,
  };
  return fixture;
}

/** A fixture at which one post waits, with the one moment that is due. */
export async function buildReadyDelivery(): Promise<DeliveryFixture> {
  const fixture = await buildDelivery();
  await fixture.reserve(makePost([makeMoment('tariff', '1h', DUE)]));
  return fixture;
}

/** What a message would announce, in the words of these tests; the mark as the real ones carry it. */
function renderPosted(post: ClaimedPost, send: readonly { row: Moment; late: boolean }[], repeated: boolean): Message {
  const text = send.map(({ row, late }) => `${late ? 'late ' : ''}${row.event} ${leadName(row.lead)}`).join(', ');
  const id = `details:tariff~${post.nonce}`;
  const button = { type: 'button', id, label: 'Details', style: 'secondary', disabled: false } as const;
  return {
    content: repeated ? `Possibly repeated. ${text}` : text,
    ping: null,
    cards: [],
    controls: [[button]],
    files: [],
  };
}

/** How the ledger has the only post of the channel, and its moments by event and lead. */
export async function readEnd({ outbox }: DeliveryFixture) {
  const posts = await outbox.posts({ channel: 'channel', limit: 100 });
  const moments = await outbox.moments({ channels: ['channel'], events: null });
  const ends = moments.map((row) => [`${row.event} ${occasionName(row)}`, `${row.state}: ${row.reason}`] as const);
  return { posts, moments: Object.fromEntries(ends) };
}
