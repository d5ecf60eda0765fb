/** Reads dates as people and programs write them. Nothing depends on the machine: no clock, no time zone, no locale. */
import { onlyWikilink } from '../text/wikilinks.ts';

/**
 * Names of the months, January first, in English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Danish,
 * Norwegian, Polish, Russian and Ukrainian. A prefix of three letters or more suffices if it identifies one month.
 */
const monthNames: readonly string[] = [
  'january januar jänner janvier enero gennaio janeiro januari styczeń stycznia январь января січень січня',
  'february februar feber février febrero febbraio fevereiro februari luty lutego февраль февраля лютий лютого',
  'march märz maerz mars marzo março maart mrt marts marzec marca март марта березень березня',
  'april avril abril aprile kwiecień kwietnia апрель апреля квітень квітня',
  'may mai mayo maggio maio mei maj maja май мая травень травня',
  'june juni juin junio giugno junho czerwiec czerwca июнь июня червень червня',
  'july juli juillet julio luglio julho lipiec lipca июль июля липень липня',
  'august août aout agosto augustus augusti sierpień sierpnia август августа серпень серпня',
  'september septembre septiembre setiembre settembre setembro wrzesień września сентябрь сентября вересень вересня',
  'october oktober octobre octubre ottobre outubro październik października октябрь октября жовтень жовтня',
  'november novembre noviembre novembro listopad listopada ноябрь ноября листопад листопада',
  'december dezember décembre diciembre dicembre dezembro desember grudzień grudnia декабрь декабря грудень грудня',
];

/** Names of weekdays in these languages and in East Asian ones. They are ignored, even if they do not match the date. */
const weekdayNames = [
  'monday tuesday wednesday thursday friday saturday sunday',
  'mo di mi do fr sa so montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag',
  'lu ma me je ve lundi mardi mercredi jeudi vendredi samedi dimanche',
  'lunes martes miércoles jueves viernes sábado domingo',
  'lunedì martedì mercoledì giovedì venerdì sabato domenica',
  'segunda terça quarta quinta sexta feira',
  'wo vr za zo maandag dinsdag woensdag donderdag vrijdag zaterdag zondag',
  'måndag tisdag onsdag torsdag fredag lördag söndag',
  'mandag tirsdag onsdag torsdag fredag lørdag søndag',
  'poniedziałek wtorek środa czwartek piątek sobota niedziela',
  'понедельник вторник среда четверг пятница суббота воскресенье',
  'понеділок вівторок середа четвер пʼятниця субота неділя пн вт ср чт пт сб вс нд',
  '星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天 周一 周二 周三 周四 周五 周六 周日',
  '月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 月 火 水 木 金 土 日',
  '월요일 화요일 수요일 목요일 금요일 토요일 일요일 월 화 수 목 금 토 일',
].join(' ');

/** Words between the parts of a date: `the 2nd of October`, `2 de octubre de 2023`, `2 октября 2023 г.` */
const fillers: ReadonlySet<string> = new Set(
  'the on of de del di do le el il den der am um at à a las kl uhr г года р року'.split(' ').map(plain),
);

/** Number of the month by a prefix of its name; 0 if several months share it. */
const monthByStart = startsOf(monthNames.map((names) => names.split(' ')));
const weekdayByStart = startsOf([weekdayNames.split(' ')]);

function startsOf(groups: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const [index, names] of groups.entries()) {
    for (const name of names.map(plain)) {
      for (let length = Math.min(3, name.length); length <= name.length; length++) {
        const start = name.slice(0, length);
        found.set(start, (found.get(start) ?? index + 1) === index + 1 ? index + 1 : 0);
      }
    }
  }
  return found;
}

/** Removes case and accents. */
function plain(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '');
}

/** Maximum length of a date, in characters. */
const maxLength = 100;

/** Examples of readable dates, for messages. */
export const dateExamples = '`2026-05-22`, `2026-05-22T09:00:00Z`, `May 22, 2026`, `22.05.2026`, `2026-W21` or `[[2026-05-22]]`';

/** A date and its precision. */
export interface WrittenDate {
  /** ISO 8601: `2026-05-22`, or an instant in UTC. */
  readonly value: string;
  /** `month` for `May 2026`, although `value` is its first day. */
  readonly precision: 'year' | 'month' | 'week' | 'day' | 'time';
}

/**
 * Reads a date as ISO 8601: `2026-05-22`, or `2026-05-22T09:00:00Z` if a time is given. A time without a zone is UTC; a time in a
 * zone with only a name (`CEST`) is dropped, and the day remains as written. A year, month, quarter or week becomes its first
 * day. It reads
 *
 * - ISO 8601: `2026-05-22T09:00:00+02:00`, `20260522`, `2026-W21-5`, `2026-142`, `2026-05`, `2026`; also with `/`, `.` or `_`
 * - day and month in either order if a dot or a number above 12 tells them apart: `22.05.2026`, `22/5/2026`, `5/22/2026`
 * - names of months, in any order: `May 22nd, 2026`, `22 mai 2026`, `22-May-2026`, `May 2026`
 * - `2026年5月22日`, `2026년 5월 22일`
 * - a time before, within or after the date: `11:45 pm`, `23:45:10 GMT+0200`; and weekdays
 * - seconds or milliseconds since 1970, and `202605220900`, `20260522090000`
 * - a link to one of these: `[[2026-05-22]]`, `[[journal/2026-05-22|Friday]]`, `[Friday](2026-05-22.md)`
 *
 * @returns undefined if `text` is not a date or is ambiguous: `02/10/2026`
 */
export function parseDate(text: string): string | undefined {
  return readDate(text)?.value;
}

/** Reads a date like `parseDate`, with its precision. */
export function readDate(text: string): WrittenDate | undefined {
  if (text.length > maxLength) return text.includes('[') ? readLinkedDate(text) : undefined;
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return exact(dayOf(text.slice(0, 4), text.slice(5, 7), text.slice(8)), 'day');
  // Compatibility forms: full-width digits, and the narrow space that programs write before `PM`.
  const written = text.normalize('NFKC').replace(/\s+/g, ' ').trim();
  if (!/\d/.test(written)) return undefined;
  return readLinkedDate(written) ?? readNumber(written) ?? readTimed(written.replace(/^[[<](.*)[\]>]$/, '$1').trim());
}

/** The date in the target or the label of a link. */
function readLinkedDate(text: string): WrittenDate | undefined {
  const wikilink = onlyWikilink(text);
  const [, target, label] = wikilink
    ? [text, wikilink.target, wikilink.label]
    : swapped(/^\[([^[\]\n]*)\]\(<?([^()<>\n]*)>?\)$/.exec(text));
  if (target === undefined) return undefined;
  const path = decoded(target).replace(/#.*$/, '').replace(/\.md$/i, '').trim();
  // The name of a note, or of the folders that contain it: `journal/2026/05/22`.
  const segments = path.split('/');
  for (const count of [1, 3, 2]) {
    const name = segments.slice(-count).join('/');
    const found = segments.length < count || (count === 1 && segments.length > 1 && name.length < 6) ? undefined : readDate(name);
    if (found) return found;
  }
  return label === undefined ? undefined : readDate(label);
}

function swapped(link: RegExpExecArray | null): (string | undefined)[] {
  return link ? [link[0], link[2], link[1]] : [];
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

/** Digits alone: a year, a day, a day with time, or the time since 1970. */
function readNumber(text: string): WrittenDate | undefined {
  if (/^\d{10}(?:\.\d+)?$|^\d{13}$/.test(text)) {
    const milliseconds = text.length === 13 && !text.includes('.') ? Number(text) : Math.trunc(Number(text)) * 1000;
    return exact(instantOf(milliseconds), 'time');
  }
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  const date = dayOf(year, month, day);
  return hour === undefined ? exact(date, 'day') : exact(instant(date, { hour, minute, second }, 0), 'time');
}

/**
 * `T` or a space, then `9:00`, `9:00:30.5`, `9 pm`, `9:00:30 p.m.`; then a zone: `Z`, `+02:00`, `GMT+2`, `UTC`, with comments.
 */
const timeOfDay =
  /(?:(?<=\d)T|(?<![\d:.+-]))(?:(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?: ?([ap])\.?m\b\.?)?|(\d{1,2}) ?([ap])\.?m\b\.?)(?![\d:])/i;
const compactTime = /(?<=\d)T(\d{2})(\d{2})(?:(\d{2})(?:[.,]\d+)?)?(?![\d:])/i;
const offset = /(?<=^ ?| )(?:(?:GMT|UTC) ?)?([+-])(\d{1,2})(?::?(\d{2}))?(?![\d-])|\b(?:GMT|UTC)\b|(?<=^ ?)Z\b/i;

/** Named zones of RFC 2822, §4.3, as hours from UTC. */
const namedZones: Readonly<Record<string, number>> = { est: -5, edt: -4, cst: -6, cdt: -5, mst: -7, mdt: -6, pst: -8, pdt: -7 };

/** `下午 11時45分`, `오후 11:45`: like `11:45 pm`. */
const halfDay = /(上午|凌晨|早上|午前|오전|下午|晚上|午後|오후|中午) ?(\d{1,2}:\d{2}(?::\d{2})?)/;

/** A day with an optional time, in either order. */
function readTimed(written: string): WrittenDate | undefined {
  const text = /[時时點点시午晚早凌오]/.test(written)
    ? eastAsianTime(written)
    : written.replace(/\b(\d{1,2}) ?h ?(\d{2})\b/, '$1:$2');
  const compact = compactTime.exec(text);
  const found = compact ?? timeOfDay.exec(text);
  if (!found) return readDay(text);
  const isHalf = !compact && (found[4] ?? found[6]) !== undefined;
  const hour = compact ? found[1] : (found[1] ?? found[5]);
  const time = { hour: isHalf ? hourOfHalf(hour, found[4] ?? found[6]) : hour, minute: found[2], second: found[3] };
  const before = text.slice(0, found.index);
  const zone = zoneOf(text.slice(found.index + found[0].length));
  const day = readDay(`${before.trimEnd()} ${zone.rest}`.trim());
  if (day?.precision !== 'day') return undefined;
  const moment = instant(day.value, time, zone.minutes ?? 0);
  if (moment === undefined) return undefined;
  return zone.minutes === undefined ? day : exact(moment, 'time');
}

function eastAsianTime(text: string): string {
  return text
    .replace(
      /(\d{1,2})[時时點点시] ?(?:(\d{1,2})[分분] ?)?(?:(\d{1,2})[秒초])?/,
      (_, hour: string, minute = '0', second = '0') => ` ${hour}:${minute.padStart(2, '0')}:${second.padStart(2, '0')}`,
    )
    .replace(/ +/g, ' ')
    .replace(halfDay, (_, half: string, time: string) => ` ${time} ${/[下晚後후]|中/.test(half) ? 'pm' : 'am'}`);
}

/** Also `23:45 pm`, which formats with 24-hour clocks print. */
function hourOfHalf(hour: string | undefined, half: string | undefined): string {
  const number = Number(hour);
  const isAfternoon = half?.toLowerCase() === 'p';
  if (number > 12) return isAfternoon ? String(number) : '99';
  if (number === 12) return isAfternoon ? '12' : '0';
  return String(isAfternoon ? number + 12 : number);
}

/**
 * The zone after a time, in minutes from UTC, and the rest of the text (`Oct 2 10:00:00 UTC 2023`). Minutes are undefined if the
 * zone has only a name.
 */
function zoneOf(text: string): { minutes: number | undefined; rest: string } {
  // An offset is exact; a name or place next to it is a comment: `+0200 CEST`, `+02:00[Europe/Berlin]`, `GMT+0200 (…)`.
  const place = /\[?\b\p{Lu}[\p{L}_]+\/[\p{L}_/+-]+\]?/u.exec(text)?.[0];
  const own = place === undefined ? text : text.replace(place, ' ');
  const found = offset.exec(own.replace(/[()[\]]/g, ' '));
  if (found) {
    const [all, sign, hours, minutes] = found;
    const size = hours === undefined ? 0 : Number(hours) * 60 + Number(minutes ?? 0);
    const others = `${own.slice(0, found.index)} ${own.slice(found.index + all.length)}`;
    return { minutes: sign === '-' ? -size : size, rest: others.replace(/\([^)]*\)|\[ *\]|\b[A-Z]{3,5}\b/g, ' ') };
  }
  const name = /\b[A-Z]{3,5}\b/.exec(own)?.[0];
  if (name === undefined || isCalendarWord(name)) return { minutes: place === undefined ? 0 : undefined, rest: own };
  const hours = namedZones[name.toLowerCase()];
  return { minutes: hours === undefined ? undefined : hours * 60, rest: own.replace(/\([^)]*\)/g, ' ').replace(name, ' ') };
}

function isCalendarWord(word: string): boolean {
  return monthByStart.has(plain(word)) || weekdayByStart.has(plain(word));
}

/** A date without a time. */
function readDay(written: string): WrittenDate | undefined {
  const text = written.replace(/^[\s,;]+|(?:[\s,;]| -)+$/g, '');
  const eastAsian = /^(\d{4}) ?[年년] ?(\d{1,2}) ?[月월](?: ?(\d{1,2}) ?[日일号號])?(.*)$/.exec(text);
  if (eastAsian) {
    const [, year, month, day, rest = ''] = eastAsian;
    return isMadeOfWords(rest) ? exact(dayOf(year, month, day ?? '1'), day === undefined ? 'month' : 'day') : undefined;
  }
  return readWeek(text) ?? readWords(text);
}

/** `2026-W21`, `2026-W21-5`, `2026W215`, `W21 2026` (ISO 8601); `2026-Q2`; `2026-142`, a day of the year. */
function readWeek(text: string): WrittenDate | undefined {
  const week = /^(\d{4})[-/ ]?W(\d{1,2})(?:-?([1-7]))?$/i.exec(text) ?? swappedWeek(/^W(\d{1,2})[-/, ]+(\d{4})$/i.exec(text));
  if (week)
    return exact(dayOfWeek(Number(week[1]), Number(week[2]), Number(week[3] ?? 1)), week[3] === undefined ? 'week' : 'day');
  const quarter = /^(\d{4})[-/ ]?Q([1-4])$/i.exec(text);
  if (quarter) return exact(dayOf(quarter[1], String(Number(quarter[2]) * 3 - 2), '1'), 'month');
  const ordinal = /^(\d{4})-(\d{3})$/.exec(text);
  if (!ordinal) return undefined;
  const day = dateFrom(Number(ordinal[1]), 0, Number(ordinal[2]));
  return day.getUTCFullYear() === Number(ordinal[1]) && Number(ordinal[2]) > 0 ? exact(isoDay(day), 'day') : undefined;
}

function swappedWeek(match: RegExpExecArray | null): (string | undefined)[] | undefined {
  return match ? [match[0], match[2], match[1], undefined] : undefined;
}

/** Week 1 is the week with the first Thursday of the year. */
function dayOfWeek(year: number, week: number, weekday: number): string | undefined {
  const fourth = dateFrom(year, 0, 4);
  const monday = 4 - ((fourth.getUTCDay() + 6) % 7) + (week - 1) * 7;
  const thursday = dateFrom(year, 0, monday + 3);
  return week > 0 && thursday.getUTCFullYear() === year ? isoDay(dateFrom(year, 0, monday + weekday - 1)) : undefined;
}

/** Words and numbers: with the name of a month in any order, else only in an unambiguous order. */
function readWords(text: string): WrittenDate | undefined {
  const words = text.match(word) ?? [];
  let month: number | undefined;
  const doubtful: number[] = [];
  for (const name of words.map(plain)) {
    const number = monthByStart.get(name);
    const isOther = weekdayByStart.has(name) || fillers.has(name);
    if (number === undefined || number === 0) {
      if (!isOther) return undefined;
    } else if (isOther) doubtful.push(number);
    else if (month !== undefined) return undefined;
    else month = number;
  }
  // `mar` is March, but also Tuesday in French, Spanish and Italian.
  month ??= doubtful.shift();
  if (month !== undefined) return readNamedMonth(text, month);
  return readNumbers(words.length === 0 ? text : withoutWords(text));
}

/** Excludes the ending of a number: `2nd`. */
const word = /(?<![\d\p{L}\p{M}])\p{L}[\p{L}\p{M}ʼ']*/gu;

function withoutWords(text: string): string {
  return text
    .replace(word, ' ')
    .replace(/\( *\)|(?<=\s)\./g, ' ')
    .replace(/^[\s,-]+|[\s,-]+$/g, '');
}

function isMadeOfWords(text: string): boolean {
  const words = text.match(/\p{L}+/gu) ?? [];
  return words.every((word) => weekdayByStart.has(plain(word))) && /^[\s\p{L},()]*$/u.test(text);
}

/** A four-digit year and an optional day, in either order. */
function readNamedMonth(text: string, month: number): WrittenDate | undefined {
  const numbers = [...text.matchAll(/\d+(?:(?:st|nd|rd|th|er|e|:e|[ºª°])(?!\p{L}))?/giu)].map(([number]) => number);
  if (!/^[\s\p{L}\p{M}\d,.:'ʼ()/ºª°-]*$/u.test(text)) return undefined;
  const years = numbers.filter((number) => /^\d{4}$/.test(number));
  const days = numbers.filter((number) => /^\d{1,2}(?!\d)/.test(number));
  if (years.length !== 1 || days.length > 1 || years.length + days.length !== numbers.length) return undefined;
  const [day] = days;
  return exact(dayOf(years[0], String(month), String(Number.parseInt(day ?? '1', 10))), day === undefined ? 'month' : 'day');
}

function readNumbers(text: string): WrittenDate | undefined {
  // In XML Schema a day may have a zone: `2026-05-22+02:00`. The day counts as written.
  const ymd = /^(\d{4})([-/._])\s?(\d{1,2})\2\s?(\d{1,2})(?:\.|[+-]\d{2}:\d{2})?$/.exec(text.replace(/(?<=\d)Z$/, ''));
  if (ymd) return exact(dayOf(ymd[1], ymd[3], ymd[4]), 'day');
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (compact) return exact(dayOf(compact[1], compact[2], compact[3]), 'day');
  const yearMonth = /^(\d{4})(?:[-/._](\d{1,2}))?$/.exec(text);
  if (yearMonth) return exact(dayOf(yearMonth[1], yearMonth[2] ?? '1', '1'), yearMonth[2] === undefined ? 'year' : 'month');
  const [, first, sign, second, year] = /^(\d{1,2})([-/._])\s?(\d{1,2})\2\s?(\d{4})\.?$/.exec(text) ?? [];
  if (first === undefined || second === undefined) return undefined;
  if (sign === '.' || Number(first) > 12 || first.padStart(2, '0') === second.padStart(2, '0'))
    return exact(dayOf(year, second, first), 'day');
  return Number(second) > 12 ? exact(dayOf(year, first, second), 'day') : undefined;
}

interface TimeOfDay {
  readonly hour: string | undefined;
  readonly minute: string | undefined;
  readonly second: string | undefined;
}

/** @param zone minutes ahead of UTC */
function instant(day: string | undefined, { hour, minute, second }: TimeOfDay, zone: number): string | undefined {
  const [hours, minutes, seconds] = [hour, minute, second].map((part) => Number(part ?? 0));
  if (day === undefined || hours === undefined || minutes === undefined || seconds === undefined) return undefined;
  const isReal = minutes < 60 && seconds <= 60 && (hours < 24 || (hours === 24 && minutes === 0 && seconds === 0));
  if (!isReal || Math.abs(zone) > 24 * 60) return undefined;
  const midnight = new Date(`${day}T00:00:00Z`).getTime();
  return instantOf(midnight + ((hours * 60 + minutes - zone) * 60 + Math.min(seconds, 59)) * 1000);
}

/** Undefined if a time zone moves the instant out of the four-digit years. */
function instantOf(milliseconds: number): string | undefined {
  const date = new Date(milliseconds);
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() < 0 || date.getUTCFullYear() > 9999) return undefined;
  return date.toISOString().replace('.000Z', 'Z');
}

function dayOf(year: string | undefined, month: string | undefined, day: string | undefined): string | undefined {
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const date = dateFrom(Number(year), Number(month) - 1, Number(day));
  const isReal = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return isReal ? isoDay(date) : undefined;
}

/** Unlike `Date.UTC`, does not read the year 50 as 1950. */
function dateFrom(year: number, month: number, day: number): Date {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return date;
}

/** Undefined outside the four-digit years: `9999-W52-6` may be a day of the year 10000. */
function isoDay(date: Date): string | undefined {
  const year = date.getUTCFullYear();
  return year < 0 || year > 9999 ? undefined : date.toISOString().slice(0, 10);
}

function exact(value: string | undefined, precision: WrittenDate['precision']): WrittenDate | undefined {
  return value === undefined ? undefined : { value, precision };
}
