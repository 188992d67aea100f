import { controlIds } from '../../model/control-id.ts';
import type { Control, Message } from '../../model/message.ts';
import type { ChannelId } from '../../model/subscription.ts';
import { buildButton } from '../../render/card/build-card.ts';
import { setupText } from './words.ts';

/** The ids of everything on a channel's card and of its forms: `setup:<what>:<channel>[:<arg>]`. */
export const SETUP_IDS = controlIds('setup', 'what', 'channel', 'arg');

/** The parts of the card that can be opened, in the order of their buttons. */
export const PANELS = ['when', 'what', 'pings', 'changes', 'digest', 'muted', 'preview', 'server', 'calendar'] as const;
export type Panel = (typeof PANELS)[number];

/** Writes such an id. */
export function setupId(what: string, channel: ChannelId, arg = ''): string {
  return SETUP_IDS.write({ what, channel, arg });
}

/** A quiet button of the card. */
export function cardButton(what: string, channel: ChannelId, label: string, arg = ''): Control {
  return buildButton(setupId(what, channel, arg), label, false);
}

/** The buttons of the card, in rows of at most five. */
export function cardButtons(
  channel: ChannelId,
  {
    paused,
    board,
    lacking,
    calendars,
    more,
  }: {
    readonly paused: boolean;
    readonly board: 'none' | 'on' | 'resting';
    readonly lacking: boolean;
    /** Whether calendars of channels are served. */
    readonly calendars: boolean;
    readonly more: readonly Control[];
  },
): Message['controls'] {
  const open = (panel: Panel): Control => cardButton('open', channel, setupText(`${panel}Button`), panel);
  const remove: Control = {
    type: 'button',
    id: setupId('remove', channel),
    label: setupText('removeButton'),
    style: 'danger',
    disabled: false,
  };
  return [
    [
      open('when'),
      open('what'),
      open('pings'),
      open('changes'),
      cardButton('form', channel, setupText('quietButton'), 'quiet'),
    ],
    [
      cardButton('board', channel, setupText(BOARD_LABELS[board])),
      open('digest'),
      open('muted'),
      cardButton('pause', channel, setupText(paused ? 'resumeButton' : 'pauseButton')),
      open('preview'),
    ],
    [
      remove,
      open('server'),
      ...(calendars ? [open('calendar')] : []),
      ...more,
      ...(lacking ? [cardButton('show', channel, setupText('check'))] : []),
    ],
    [
      {
        type: 'channel-select',
        id: setupId('channel', channel),
        placeholder: setupText('otherChannel'),
        min: 1,
        max: 1,
      },
    ],
  ];
}

const BOARD_LABELS = { none: 'boardButton', on: 'boardOff', resting: 'boardAgain' } as const;

/** The way back from an open part. */
export function backButton(channel: ChannelId): Control {
  return cardButton('show', channel, setupText('back'));
}
