/** How names of months start, in English, German, French and Spanish. */
const months: readonly RegExp[] = [
  /^(?:jan|jän|ene)/,
  /^(?:feb|fév|fev)/,
  /^mar(?!i)|^mär|^maer/,
  /^(?:apr|avr|abr)/,
  /^(?:may|mai)/,
  /^(?:jun|juin)/,
  /^(?:jul|juil)/,
  /^(?:aug|aoû|aou|ago)/,
  /^sep/,
  /^(?:oct|okt)/,
  /^nov/,
  /^(?:dec|dez|déc|dic)/,
];

/**
 * A date as people write it, in ISO 8601: `2026-05-22`, or `2026-05-22T09:00:00Z` where a time is given (a time without
 * a zone is taken as UTC). Read are ISO 8601 (also year or year and month alone, and `20260522`), `2026/5/22`,
 * `22.05.2026`, `22/5/2026` where the day cannot be a month, `May 22, 2026`, `22 May 2026`, `22. Mai 2026`,
 * `2026年5月22日`, what programs print (`Fri, 22 May 2026 09:00:00 GMT`), and seconds or milliseconds since 1970.
 *
 * @returns undefined when `text` is no date
 */
export function parseDate(text: string): string | undefined {
  const trimmed = text.trim().replace(/^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? /i, '');
  const iso =
    /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(trimmed);
  if (iso) {
    const [, year, month, day, hour, minute, second, zone] = iso;
    const date = dayOf(year, month, day);
    if (date === undefined || hour === undefined) return date;
    const instant = new Date(`${date}T${hour.padStart(2, '0')}:${minute}:${second ?? '00'}${zoneOf(zone)}`);
    return instantOf(instant);
  }
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(trimmed) ?? /^(\d{4})年(\d{1,2})月(\d{1,2})日$/.exec(trimmed);
  if (compact) return dayOf(compact[1], compact[2], compact[3]);
  if (/^\d{10}$|^\d{13}$/.test(trimmed)) return instantOf(new Date(Number(trimmed.padEnd(13, '0'))));
  const yearMonth = /^(\d{4})(?:-(\d{1,2}))?$/.exec(trimmed);
  if (yearMonth) return dayOf(yearMonth[1], yearMonth[2] ?? '1', '1');
  const german = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(trimmed);
  if (german) return dayOf(german[3], german[2], german[1]);
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(trimmed);
  if (slashed && Number(slashed[1]) > 12) return dayOf(slashed[3], slashed[2], slashed[1]);
  if (slashed && Number(slashed[2]) > 12) return dayOf(slashed[3], slashed[1], slashed[2]);
  const monthFirst = /^(\p{L}{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?: (\d{2}:\d{2}:\d{2}.*))?$/iu.exec(trimmed);
  if (monthFirst) return withTime(dayOf(monthFirst[3], monthNumber(monthFirst[1]), monthFirst[2]), monthFirst[4]);
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th|\.)? (?:de )?(\p{L}{3,9})\.?,? (?:de )?(\d{4})(?: (\d{2}:\d{2}:\d{2}.*))?$/iu.exec(
    trimmed,
  );
  if (dayFirst) return withTime(dayOf(dayFirst[3], monthNumber(dayFirst[2]), dayFirst[1]), dayFirst[4]);
  return undefined;
}

/** `09:00:00 GMT`, `10:00:00 GMT+0200 (CEST)` behind a day. */
function withTime(day: string | undefined, time: string | undefined): string | undefined {
  if (day === undefined || time === undefined) return day;
  const [, clock, zone] = /^(\d{2}:\d{2}:\d{2})\s*(?:GMT|UTC)?\s*([+-]\d{2}:?\d{2}|Z)?/i.exec(time) ?? [];
  return clock === undefined ? undefined : instantOf(new Date(`${day}T${clock}${zoneOf(zone)}`));
}

/** Years have four digits: an instant that a time zone moves out of them is none. */
function instantOf(date: Date): string | undefined {
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() < 0 || date.getUTCFullYear() > 9999) return undefined;
  return date.toISOString().replace('.000Z', 'Z');
}

function zoneOf(zone: string | undefined): string {
  if (zone === undefined || zone.toUpperCase() === 'Z') return 'Z';
  return zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
}

function monthNumber(name: string | undefined): string | undefined {
  const index = months.findIndex((start) => start.test((name ?? '').toLowerCase()));
  return index < 0 ? undefined : String(index + 1);
}

function dayOf(year: string | undefined, month: string | undefined, day: string | undefined): string | undefined {
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const date = new Date(0);
  // Not `Date.UTC`, which takes the year 50 for 1950.
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  const isReal = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return isReal ? date.toISOString().slice(0, 10) : undefined;
}
