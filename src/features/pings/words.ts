import { makeTexts } from '../../render/text/text.ts';

/** The words of `/datewatch pings`. */
export const pingsText = makeTexts('pings', {
  pingsTitle: 'Who is pinged when',
  pingsRole: 'Role',
  pingsNoRole: 'none: nobody is pinged. `/datewatch subscribe` with `role` sets one.',
  pingsMessages: 'By which messages',
  pingsCertainties: 'For dates that are',
  pingsYes: '• {{what}}: yes',
  pingsNo: '• {{what}}: no',
  pingsShown: 'Pings of this channel. Nothing was changed.',
  pingsOn: 'Saved: {{what}} may ping.',
  pingsOff: 'Saved: {{what}} will not ping.',
  pingsSame: 'Nothing to change: it stands so already.',
  pingsDates: 'dates that are {{certainty}}',
  pingsBoth: '{{first}} and {{second}}',
  pingsHow: 'To change: /datewatch pings message:… or certainty:…, and ping:True or False.',
  pingsRule: 'Both must say yes. Of changes, /datewatch notices says which kinds ping.',
  pingsMissing:
    'To choose, name `message` or `certainty`, and `ping`. Without them I show what holds now. Nothing was changed.',
  pings: 'Which messages ping, and for dates how sure; without options, what holds now',
  pingsCertainty: 'Dates how sure',
  pingsChannel: 'Which channel; this one if left out',
  pingsMessage: 'Which kind of message',
  pingsPing: 'Whether it may ping',
});
