import type { FeatureEntry } from './call/load-features.ts';

/** Everything people can ask for, in the order in which `/help` names the commands. */
export const FEATURES: readonly FeatureEntry[] = [
  { commands: ['next'], load: () => import('./next/next.ts') },
  { commands: ['events'], presses: ['page', 'dates'], load: () => import('./events/events.ts') },
  { commands: ['event'], presses: ['details'], load: () => import('./event/event.ts') },
  { commands: ['changes'], presses: ['changes'], load: () => import('./changes/changes.ts') },
  { commands: ['remind'], load: () => import('./personal/remind.ts') },
  { presses: ['remind', 'remind-set', 'remind-off'], load: () => import('./personal/press-remind.ts') },
  {
    commands: ['reminders'],
    presses: ['reminders', 'reminders-open', 'reminders-clear', 'reminders-forget'],
    load: () => import('./personal/reminders.ts'),
  },
  { commands: ['timezone'], load: () => import('./personal/timezone.ts') },
  { presses: ['calendar'], load: () => import('./calendar/calendar.ts') },
  { commands: ['setup'], presses: ['setup'], load: () => import('./setup/setup.ts') },
  { commands: ['subscribe', 'unsubscribe'], load: () => import('./subscribe/subscribe.ts') },
  { commands: ['subscriptions'], load: () => import('./subscriptions/subscriptions.ts') },
  { commands: ['leads'], load: () => import('./leads/leads.ts') },
  { commands: ['pings'], load: () => import('./pings/pings.ts') },
  { commands: ['notices'], load: () => import('./notices/notices.ts') },
  { commands: ['board'], load: () => import('./board/board.ts') },
  { commands: ['digest'], load: () => import('./digest/digest.ts') },
  { commands: ['mute', 'unmute'], load: () => import('./mute/mute.ts') },
  { commands: ['settings'], load: () => import('./settings/settings.ts') },
  { commands: ['pause', 'resume'], load: () => import('./pause/pause.ts') },
  { commands: ['status'], load: () => import('./status/status.ts') },
  { commands: ['why'], presses: ['why'], load: () => import('./why/why.ts') },
  { commands: ['preview'], presses: ['preview'], load: () => import('./preview/preview.ts') },
  { commands: ['doctor'], presses: ['doctor'], load: () => import('./doctor/doctor.ts') },
  { commands: ['help'], presses: ['help'], load: () => import('./help/help.ts') },
];
