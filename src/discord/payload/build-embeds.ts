import type { APIEmbed, APIEmbedField } from 'discord-api-types/v10';
import {
  CARD_DESCRIPTION_MAX,
  CARD_FIELDS_MAX,
  CARD_FOOTER_MAX,
  CARD_TITLE_MAX,
  CARDS_MAX,
  CARDS_TEXT_MAX,
  FIELD_NAME_MAX,
  FIELD_VALUE_MAX,
} from '../../model/discord-limits.ts';
import type { Card } from '../../model/message.ts';
import { isBlank, type NoteTrim, trimText } from './trim-text.ts';

/** Takes from the 6,000 units that all cards share, in reading order: what comes first is kept. */
type Budget = { left: number };

/** Cards as embeds that Discord accepts. What does not fit is cut or left out and told to `note`. */
export function buildEmbeds(cards: readonly Card[], note: NoteTrim): APIEmbed[] {
  if (cards.length > CARDS_MAX) note(`cards: ${cards.length} of ${CARDS_MAX}`);
  const budget: Budget = { left: CARDS_TEXT_MAX };
  return cards.slice(0, CARDS_MAX).flatMap((card, index) => {
    const embed = buildEmbed(card, `cards[${index}]`, budget, note);
    return embed === null ? [] : [embed];
  });
}

function buildEmbed(card: Card, where: string, budget: Budget, note: NoteTrim): APIEmbed | null {
  const title = take(card.title, CARD_TITLE_MAX, `${where}.title`, budget, note);
  const description = take(card.description, CARD_DESCRIPTION_MAX, `${where}.description`, budget, note);
  const fields = buildFields(card, where, budget, note);
  const footer = take(card.footer, CARD_FOOTER_MAX, `${where}.footer`, budget, note);
  // Discord refuses an embed with nothing in it.
  if (title === null && description === null && fields.length === 0 && footer === null) return null;
  return {
    ...(title === null ? {} : { title }),
    ...(description === null ? {} : { description }),
    color: card.colour & 0xff_ff_ff,
    ...(fields.length === 0 ? {} : { fields }),
    ...(footer === null ? {} : { footer: { text: footer } }),
  };
}

function buildFields(card: Card, where: string, budget: Budget, note: NoteTrim): APIEmbedField[] {
  if (card.fields.length > CARD_FIELDS_MAX) note(`${where}.fields: ${card.fields.length} of ${CARD_FIELDS_MAX}`);
  return card.fields.slice(0, CARD_FIELDS_MAX).flatMap((field, index) => {
    const at = `${where}.fields[${index}]`;
    // Neither may be empty; a zero-width space shows nothing and passes.
    const name = isBlank(field.name) ? '\u200b' : field.name;
    const value = isBlank(field.value) ? '\u200b' : field.value;
    if (budget.left < Math.min(name.length, FIELD_NAME_MAX) + 1) {
      note(`${at}: no room in ${CARDS_TEXT_MAX}`);
      return [];
    }
    const taken = take(name, FIELD_NAME_MAX, `${at}.name`, budget, note);
    const kept = take(value, FIELD_VALUE_MAX, `${at}.value`, budget, note);
    return taken === null || kept === null ? [] : [{ name: taken, value: kept, inline: field.inline }];
  });
}

function take(text: string | null, max: number, where: string, budget: Budget, note: NoteTrim): string | null {
  if (text === null || isBlank(text)) return null;
  const kept = trimText(text, Math.min(max, budget.left), where, note);
  budget.left -= kept.length;
  return isBlank(kept) ? null : kept;
}
