import { makeTexts } from '../../render/text/text.ts';

/** The words of `/subscriptions`. */
export const subscriptionsText = makeTexts('subscriptions', {
  subscriptionsLine_one: '{{count}} channel of this server is subscribed.',
  subscriptionsLine_other: '{{count}} channels of this server are subscribed.',
  subscriptionsNone: 'No channel of this server is subscribed.',
  subscriptionsNoneHow: 'Somebody who may manage the server can type `/subscribe` in a channel.',
  subscriptionsTitle: 'Who gets what',
  subscriptionLine: '{{channel}}: {{filter}} · {{leads}} · ping: {{ping}}',
  subscriptionNext: '↳ next: {{reminder}}',
  subscriptionNothing: '↳ next: nothing ahead',
  subscriptionPaused: '↳ paused: {{reason}}',
  subscriptionFromSettings: '↳ from the settings file',
  mutedNames: 'muted: {{names}}',
  subscriptions: 'What each channel of this server gets',
});
