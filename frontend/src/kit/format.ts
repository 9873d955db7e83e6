import { durationWords } from "./duration";

/** Numbers, money, days and moments as people of a language write and type them. */

export interface FormatSettings {
  language: "ru" | "de" | "en";
  /** IANA zone in which moments are shown; the same the server reckons "today" in. */
  timezone: string;
  currencies: Record<string, { digits: number; sign: string }>;
}

const LOCALES = { ru: "ru-RU", de: "de-DE", en: "en-GB" } as const;
const DAY = 86_400_000;

/** Intl takes decimal text without loss; its type wants a literal. */
const exact = (text: string) => text as Intl.StringNumericLiteral;

export type Format = ReturnType<typeof createFormat>;

/** Day number (UTC) of "YYYY-MM-DD". */
function dayNumber(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / DAY);
}

export function createFormat({ language, timezone, currencies }: FormatSettings) {
  const locale = LOCALES[language];
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
  const percentage = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 });
  const isoDay = new Intl.DateTimeFormat("sv-SE", { timeZone: timezone });
  const time = new Intl.DateTimeFormat(locale, {
    timeZone: timezone,
    hour: "2-digit",
    minute: "2-digit",
  });
  const monthDay = new Intl.DateTimeFormat(locale, {
    timeZone: "UTC",
    day: "numeric",
    month: "short",
  });
  const fullDay = new Intl.DateTimeFormat(
    locale,
    language === "en"
      ? { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" }
      : { timeZone: "UTC", day: "2-digit", month: "2-digit", year: "numeric" },
  );
  const weekDay = new Intl.DateTimeFormat(locale, {
    timeZone: "UTC",
    weekday: "long",
    day: "numeric",
    month: "long",
  });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const amounts = new Map<number, Intl.NumberFormat>();

  function amountFormat(digits: number): Intl.NumberFormat {
    const known = amounts.get(digits);
    if (known) return known;
    const made = new Intl.NumberFormat(locale, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      trailingZeroDisplay: "stripIfInteger",
    });
    amounts.set(digits, made);
    return made;
  }

  const utc = (day: string) => new Date(`${day}T00:00:00Z`);
  const today = () => isoDay.format(new Date());

  const format = {
    language,
    locale,
    timezone,
    integer: (value: number) => whole.format(value),
    /** Seconds as hours, minutes and seconds: 1 h 30 min. */
    duration: (seconds: number) => durationWords(seconds, language),
    number: (text: string) => decimal.format(exact(text)),
    percent: (text: string) => percentage.format(Number(text) / 100),
    sign: (currency: string) => currencies[currency]?.sign ?? currency,
    digits: (currency: string) => currencies[currency]?.digits ?? 2,
    /** Amount without currency sign, for columns whose head carries it. */
    amount: (text: string, currency: string) =>
      amountFormat(currencies[currency]?.digits ?? 2).format(exact(text)),
    money: (money: { amount: string; currency: string }) => {
      const text = format.amount(money.amount, money.currency);
      const sign = format.sign(money.currency);
      return language === "en" && sign.length === 1
        ? signFirst(sign, text)
        : `${text}\u00A0${sign}`;
    },
    /** The running day in the firm's zone, "YYYY-MM-DD". */
    today,
    /** Days from today to that day; negative when past. */
    daysUntil: (day: string) => dayNumber(day) - dayNumber(today()),
    /** "today", "yesterday", "17 Nov" in the running year, else the full day. */
    shortDay: (day: string) => {
      const away = dayNumber(day) - dayNumber(today());
      if (Math.abs(away) <= 1) return relative.format(away, "day");
      return day.slice(0, 4) === today().slice(0, 4)
        ? monthDay.format(utc(day))
        : fullDay.format(utc(day));
    },
    day: (day: string) => fullDay.format(utc(day)),
    longDay: (day: string) => weekDay.format(utc(day)),
    /** Day in the firm's zone of a moment. */
    dayOf: (moment: string) => isoDay.format(new Date(moment)),
    time: (moment: string) => time.format(new Date(moment)),
    /** With the time of day only around today, where it matters. */
    shortMoment: (moment: string) => {
      const day = isoDay.format(new Date(moment));
      const near = Math.abs(dayNumber(day) - dayNumber(today())) <= 1;
      return near
        ? `${format.shortDay(day)}, ${time.format(new Date(moment))}`
        : format.shortDay(day);
    },
    moment: (moment: string) =>
      `${fullDay.format(utc(isoDay.format(new Date(moment))))}, ${time.format(new Date(moment))}`,
    bytes: (size: number) => bytes(size, locale),
  };
  return format;
}

function signFirst(sign: string, text: string): string {
  return text.startsWith("-") ? `-${sign}${text.slice(1)}` : `${sign}${text}`;
}

function bytes(size: number, locale: string): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
  const step = Math.min(units.length - 1, size > 0 ? Math.floor(Math.log10(size) / 3) : 0);
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: units[step] ?? "byte",
    unitDisplay: "short",
    maximumFractionDigits: 1,
  }).format(size / 1000 ** step);
}
