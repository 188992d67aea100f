import { controlIds } from '../../model/control-id.ts';

/** A choice of when to be reminded of an event: `remind-set:<event>`. */
export const SET_IDS = controlIds('remind-set', 'event');
/** No more reminders of an event: `remind-off:<event>`. */
export const OFF_IDS = controlIds('remind-off', 'event');
/** A page of one's own reminders: `reminders:<page>`. */
export const REMINDERS_IDS = controlIds('reminders', 'page');
/** A choice of one of them; the press says which. */
export const OPEN_IDS = controlIds('reminders-open');
/** No more reminders at all: asks once more, and `reminders-clear:yes` does it. */
export const CLEAR_IDS = controlIds('reminders-clear', 'sure');
/** Everything about the person is deleted: asks first where they have reminders, and `reminders-forget:yes` does it. */
export const FORGET_IDS = controlIds('reminders-forget', 'sure');
/** Opens the form for one's own clock, and is its id. */
export const ZONE_IDS = controlIds('reminders-zone');
/** Another reminder in an hour (`1h`) or tomorrow (`1d`), of an event or, without one, of what the message is about. */
export const SNOOZE_IDS = controlIds('snooze', 'how', 'event');
