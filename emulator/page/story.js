/** What the page shows beside Discord: time, timeline, lock screen, what can be made to happen. Nothing where nobody runs a story. */
import { announce, find } from './dom.js';
import { createDrop } from './drop-list.js';
import { createHappen } from './happen.js';
import { createPhone, isPush, lineOf } from './phone.js';
import { createPlayer } from './player.js';
import { direct } from './send-actions.js';
import { createTimeline } from './timeline.js';
import { createWelcome, installLink } from './welcome.js';
import { lookUp, messagesFor } from './world.js';

/** `page`: notify(text), open(place), type(text). */
export function startStory(page) {
  let parts;
  let view;
  let chosen;
  let world;
  let userId;

  async function act(action) {
    page.notify('');
    parts.happen.say('');
    try {
      const said = await direct(action);
      parts.happen.say(said);
      announce(said);
    } catch (error) {
      page.notify(error.message);
    }
  }

  function choose(event) {
    chosen = event;
    show();
  }

  /** Made when it is known that there is a story. */
  function build() {
    const phone = createPhone((message) => page.jump(message.channel_id, message.id));
    const happen = createHappen({ act, choose });
    const drop = createDrop(async (name, text) => {
      const said = await direct({ do: 'list', name, text });
      chosen = undefined;
      happen.say(said);
      announce(said);
    });
    find('story').append(phone.element, happen.element, drop.element);
    find('story').hidden = false;
    document.body.classList.add('told');
    find('open-story').hidden = false;
    find('theme').before(installLink());
    const look = (id) => () => {
      if (matchMedia('(max-width: 760px)').matches) find('open-story').click();
      find('story').querySelector(id)?.focus();
    };
    return {
      phone,
      happen,
      player: createPlayer(act),
      timeline: createTimeline({ choose, jump: (toMs) => act({ do: 'jump', toMs }) }),
      welcome: createWelcome({
        ask: () => page.type('/dates next '),
        move: look('[data-key="deed-move"]'),
        stop: look('#stop-bot'),
        again: () => act({ do: 'restart' }),
      }),
    };
  }

  function show() {
    const dates = view.lanes.flatMap((lane) => lane.dates);
    if (!dates.some(({ event }) => event === chosen)) chosen = undefined;
    // The next date that can be moved: what a newcomer would try.
    const open = dates.filter(({ can }) => can.length > 0).sort((a, b) => a.fromMs - b.fromMs);
    const event = chosen ?? (open.find(({ can }) => can.includes('move')) ?? open[0])?.event;
    parts.timeline.show(view, event);
    parts.happen.show(view, event);
    parts.player.show(view);
    drawTrouble();
  }

  function drawTrouble() {
    const words = [
      ...(view.clock.state === 'replaying' ? ['Playing everything again up to then…'] : []),
      ...(view.bot === 'stopped' ? ['The bot is stopped.'] : []),
      ...(view.discord === 'down' ? ['Discord is down; the bot keeps trying.'] : []),
    ];
    find('topic').textContent = words.join(' ');
  }

  const pushOf = (message) => {
    const channel = world.channels.find(({ id }) => id === message.channel_id);
    return {
      message,
      line: lineOf(message, lookUp(world)),
      where: channel?.guildId === null ? 'direct message' : `#${channel?.name ?? '?'}`,
    };
  };
  const isMine = (message) => {
    const channel = world.channels.find(({ id }) => id === message.channel_id);
    return (
      channel !== undefined && (channel.guildId !== null || channel.recipientId === userId) && isPush(message, userId)
    );
  };

  function fillPhone() {
    if (!parts || !world) return;
    const all = world.channels.flatMap(({ id }) => messagesFor(world, id, userId).slice(-20)).filter(isMine);
    parts.phone.fill(all.sort((a, b) => b.createdMs - a.createdMs).map(pushOf));
  }

  function tick(nowMs) {
    parts?.player.tick(nowMs);
    parts?.phone.tick(nowMs);
    parts?.timeline.moveTo(nowMs);
  }

  return {
    world(next, person) {
      world = next;
      userId = person;
      fillPhone();
    },
    message(message) {
      if (parts && isMine(message)) parts.phone.land(pushOf(message));
    },
    clock: tick,
    stage(next) {
      view = next;
      const first = parts === undefined;
      parts ??= build();
      show();
      if (first) {
        parts.welcome.begin(view);
        fillPhone();
      }
      parts.welcome.end(view.ending);
      tick(view.nowMs);
    },
    become(person) {
      userId = person;
      fillPhone();
    },
    /** Nothing is read aloud while everything plays again. */
    isQuiet: () => view?.clock.state === 'replaying',
  };
}
