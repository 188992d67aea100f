import { ofGuild, UNCHOSEN_LOCALE, type UserId } from '../../model/subscription.ts';
import type { Call } from './command.ts';
import type { CommandContext } from './context.ts';

/**
 * Notes the language of the caller's server where it is another than noted before. A reminder is written when nobody
 * calls, and without a gateway a server's language is known from calls alone. Never throws: it is noted at the next call.
 */
export async function noteServerLocale({ guild, serverLocale }: Call, context: CommandContext): Promise<void> {
  if (guild === null || serverLocale === undefined) return;
  try {
    const known = (await context.settingsOf(guild))?.locale ?? UNCHOSEN_LOCALE;
    if (known !== serverLocale) await context.registry.noteLocale(ofGuild(guild), serverLocale);
  } catch {
    // The state is in trouble. What was asked may need none of it, and says so if it does.
  }
}

/** Notes the language of a person who asks to be reminded. */
export async function notePersonLocale(
  { user, locale }: { readonly user: UserId; readonly locale: string },
  context: CommandContext,
): Promise<void> {
  const known = (await context.personSettingsOf(user))?.locale ?? UNCHOSEN_LOCALE;
  if (known !== locale) await context.registry.noteLocale({ kind: 'person', user }, locale);
}
