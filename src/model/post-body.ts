import type { EventChange } from './change.ts';

/** What a notice's post carries besides its rows. */
export type NoticeBody = {
  /** The revision of the list that it tells of. */
  readonly revision: number;
  readonly changes: readonly EventChange[];
  /** Whether it may ping; how sure the events are still decides. */
  readonly ping: boolean;
};

/** What a correction's post carries: whose message it sets right, and the revision whose notice it links to. */
export type CorrectionBody = { readonly post: string; readonly revision: number };
