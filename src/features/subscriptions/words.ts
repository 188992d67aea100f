import { makeTexts } from '../../render/text/text.ts';

/** The words of `/datewatch subscriptions`. */
export const subscriptionsText = makeTexts('subscriptions', {
  subscriptionsLine_one: '{{count}} channel of this server is subscribed.',
  subscriptionsLine_other: '{{count}} channels of this server are subscribed.',
  subscriptionsNone: 'No channel of this server is subscribed.',
  subscriptionsNoneHow: 'Somebody who may manage the server can type `/datewatch subscribe` in a channel.',
  subscriptionsTitle: 'Who gets what',
  subscriptionLine: '{{channel}}: {{filter}} · {{leads}} · ping: {{ping}}',
  subscriptionNext: '↳ next: {{reminder}}',
  subscriptionNothing: '↳ next: nothing ahead',
  subscriptionRests: '↳ rests: the channel is closed to me',
  subscriptionPaused: '↳ paused: {{reason}}',
  goneRemove_one: 'Remove the channel that is gone',
  goneRemove_other: 'Remove the {{count}} channels that are gone',
  goneRemoved_one: '{{count}} channel that is gone was removed.',
  goneRemoved_other: '{{count}} channels that are gone were removed.',
  goneNone: 'No channel of this server is gone any more. Nothing was changed.',
  subscriptionFromSettings: '↳ from the settings file',
  mutedNames: 'muted: {{names}}',
  subscriptions: 'What each channel of this server gets',
});
