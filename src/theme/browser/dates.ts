import { givenWords } from './given-words.ts';

const day = 86_400_000;

/** Days of the last week are told by their distance; the date itself moves to the tooltip. */
export function showRelativeDates(now: number): void {
  // Made for the first such day: it costs more than the rest of the page's script.
  let relative: Intl.RelativeTimeFormat | undefined;
  const today = new Date(now).setHours(0, 0, 0, 0);
  for (const time of document.querySelectorAll('time')) {
    // The day as written, so that a reader west of Greenwich does not see yesterday.
    const [year = 0, month = 1, date = 1] = time.dateTime.slice(0, 10).split('-').map(Number);
    const days = Math.round((new Date(year, month - 1, date).getTime() - today) / day);
    if (!(days <= 0 && days > -7)) continue;
    relative ??= new Intl.RelativeTimeFormat(givenWords().lang, { numeric: 'auto' });
    time.title = time.textContent;
    time.textContent = relative.format(days, 'day');
  }
}
