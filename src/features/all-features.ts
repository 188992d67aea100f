import type { FeatureEntry } from './call/offer-feature.ts';

/** Everything people can ask for, in the order in which `/help` names the commands. */
export const FEATURES: readonly FeatureEntry[] = [
  { commands: ['dates next'], load: () => import('./next/next.ts') },
  { commands: ['dates list'], presses: ['page', 'dates'], load: () => import('./events/events.ts') },
  { commands: ['dates show'], presses: ['details'], load: () => import('./event/event.ts') },
  { commands: ['dates timeline'], presses: ['timeline'], load: () => import('./timeline/timeline.ts') },
  { commands: ['dates changes'], presses: ['changes'], load: () => import('./changes/changes.ts') },
  { commands: ['remind me'], load: () => import('./personal/remind.ts') },
  { commands: ['Remind me about this'], load: () => import('./personal/remind-message.ts') },
  { presses: ['remind', 'remind-set', 'remind-off'], load: () => import('./personal/press-remind.ts') },
  {
    commands: ['remind list'],
    presses: ['reminders', 'reminders-open', 'reminders-clear', 'reminders-forget'],
    load: () => import('./personal/reminders.ts'),
  },
  { presses: ['reminders-zone'], load: () => import('./personal/press-zone.ts') },
  { presses: ['snooze'], load: () => import('./personal/snooze.ts') },
  { presses: ['calendar'], load: () => import('./calendar/calendar.ts') },
  { commands: ['datewatch setup'], presses: ['setup', 'wizard'], load: () => import('./setup/setup.ts') },
  { commands: ['datewatch subscribe'], load: () => import('./subscribe/subscribe.ts') },
  { commands: ['datewatch pause', 'datewatch resume'], load: () => import('./pause/pause.ts') },
  { commands: ['datewatch why'], presses: ['why'], load: () => import('./why/why.ts') },
  { commands: ['Why was this posted?'], load: () => import('./why/why-message.ts') },
  { commands: ['datewatch preview'], presses: ['preview'], load: () => import('./preview/preview.ts') },
  { commands: ['datewatch check'], presses: ['check', 'gone'], load: () => import('./check/check.ts') },
  { presses: ['undo'], load: () => import('./call/undo.ts') },
  { presses: ['post-now'], load: () => import('./call/post-now.ts') },
  { presses: ['share'], load: () => import('./call/share-answer.ts') },
  { presses: ['pick'], load: () => import('./call/ask-back.ts') },
  { presses: ['accept'], load: () => import('./accept/accept.ts') },
  { commands: ['help'], presses: ['help'], load: () => import('./help/help.ts') },
];
