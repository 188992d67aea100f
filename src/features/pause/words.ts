import { makeTexts } from '../../render/text/text.ts';

/** The words of `/datewatch pause`. */
export const pauseText = makeTexts('pause', {
  paused: 'Paused until {{day}}, {{time}} {{city}}.',
  pauseTitle: 'This server is paused',
  pauseRows:
    'No reminders until then, in any channel. What falls due in the meantime is not posted later.\nMessages about changes wait for the end, unless a date comes first. Earlier messages are still corrected.',
  pauseSkipped_one: '{{count}} reminder falls into the pause.',
  pauseSkipped_other: '{{count}} reminders fall into the pause.',
  pauseSkippedMost: 'More than {{count}} reminders fall into the pause.',
  pauseSkippedNone: 'No reminder falls into the pause.',
  pauseSkippedField: 'What it leaves out',
  pauseWas: 'Paused until {{day}}, {{time}}',
  pauseWasNot: 'It was not paused.',
  pauseBack: 'To end it earlier: /datewatch resume',
  resumed: 'Reminders go on. What fell due in the pause is not posted.',
  resumeTitle: 'The pause has ended',
  resumeNext: 'Next reminder in this server',
  resumeNextLine: '{{channel}}: {{reminder}}',
  resumeNothing: 'none ahead',
  notPaused: 'This server is not paused, so there is nothing to resume. Nothing was changed.',
  pause: 'No reminders in this server until a day; what falls due meanwhile is not posted later',
  pauseUntil: 'How long, or until when: 3 days, 12h, Monday 8am',
  resume: 'End the pause of this server now',
});
