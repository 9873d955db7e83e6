/** Hours that a working day shows at least, and at most. */
const FIRST = 9;
const LAST = 19;
const EARLIEST = 7;
const LATEST = 22;
/** Height of an hour and of a task, in pixels; a task has no length of its own. */
const HOUR = 50;
const TASK = 24;
const PAD = 8;

export interface Timed<T> {
  task: T;
  /** Minutes since midnight. */
  at: number;
}

/**
 * Where the tasks of a day stand: the hours shown reach as far as the tasks do, within reason; tasks
 * at night stand at the edge, tasks of one moment move down so that none covers another. `mark` is the running moment, null outside of the hours.
 */
export function agendaOf<T>(timed: Timed<T>[], now: number) {
  const hours = timed.map((one) => Math.floor(one.at / 60));
  const from = Math.max(EARLIEST, Math.min(FIRST, ...hours));
  const until = Math.min(LATEST, Math.max(LAST, ...hours.map((hour) => hour + 1)));
  const inHours = (minutes: number) => Math.min(Math.max(minutes, from * 60), until * 60);
  const place = (minutes: number) => PAD + ((inHours(minutes) - from * 60) / 60) * HOUR;
  let free = 0;
  const blocks = timed
    .toSorted((one, other) => one.at - other.at)
    .map(({ task, at }) => {
      const top = Math.max(place(at), free);
      free = top + TASK + 1;
      return { task, top, height: TASK };
    });
  const inside = now >= from * 60 && now <= until * 60 + 59;
  return { from, until, hour: HOUR, blocks, mark: inside ? place(now) : null };
}
