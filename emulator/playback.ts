/**
 * The things that whoever runs the world (the demo) offers the page beside Discord itself. The emulator serves it:
 * GET /emulator/stage (the view), POST /emulator/stage (an action; answers { said } or 400 { error } with one sentence),
 * and an event `stage` in /emulator/events whenever the view changes. Where nobody offers any (tests) these answer 404 and the page
 * is Discord alone. All instants are milliseconds since 1970, world time.
 */
export type Playback = {
  view(): PlaybackView;
  /** Rejects with an Error whose message is one sentence for the person at the page. */
  act(action: PlaybackAction): Promise<{ readonly said: string }>;
  /** Hears of every change of the view except the passing of time; returns a function that ends it. */
  on(listener: () => void): () => void;
};

export type PlaybackView = {
  /** Of the list that plays: "U.S.–China trade, autumn 2025", or the file's name. */
  readonly title: string;
  readonly zone: string;
  readonly from: number;
  readonly to: number;
  readonly clock: {
    readonly nowMs: number;
    readonly state: 'playing' | 'paused' | 'replaying' | 'ended';
    /** Simulated seconds in a second, while it plays. */
    readonly speed: number;
    readonly speeds: readonly number[];
    /** Where it is being played to, while it is `replaying` or runs to the next message and that is known; else null. */
    readonly toMs: number | null;
  };
  readonly bot: 'running' | 'stopped';
  readonly discord: 'up' | 'down';
  /** One lane a topic, in the list's order; as the list is known now. */
  readonly lanes: readonly { readonly name: string; readonly dates: readonly PlaybackDate[] }[];
  /** What the channel was or will be reminded of, as planned now. */
  readonly reminders: readonly { readonly atMs: number; readonly event: string; readonly sent: boolean }[];
  /** Two or three sentences on how it ended, once `clock.state` is 'ended'; else null. */
  readonly ending: string | null;
};

export type PlaybackDate = {
  readonly event: string;
  readonly title: string;
  /** At most about 18 characters, for the bar. */
  readonly label: string;
  readonly fromMs: number;
  /** Null for one moment or an open end. */
  readonly toMs: number | null;
  readonly certainty: 'confirmed' | 'expected' | 'tentative' | 'threatened' | 'disputed';
  readonly state: 'ahead' | 'on' | 'past' | 'cancelled' | 'postponed';
  /** Where it stood before it moved. */
  readonly ghost: { readonly fromMs: number; readonly toMs: number | null } | null;
  /** What can be done to it now: only these are offered. */
  readonly can: readonly ('move' | 'cancel' | 'disagree' | 'happened')[];
};

export type PlaybackAction =
  | { readonly do: 'play' | 'pause' | 'next-message' | 'restart' }
  | { readonly do: 'speed'; readonly speed: number }
  /** Forth, or back: back is the whole world played again up to that instant. */
  | { readonly do: 'jump'; readonly toMs: number }
  | { readonly do: 'move' | 'cancel' | 'disagree' | 'happened'; readonly event: string }
  | { readonly do: 'stop-bot' | 'discord-down'; readonly hours: number }
  /** The text of a list: plays from a week before its first date, with everything else as before. */
  | { readonly do: 'list'; readonly name: string; readonly text: string };
