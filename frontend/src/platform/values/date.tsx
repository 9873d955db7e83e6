import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/app/format";
import { IconButton } from "@/kit/Button";
import type { Format } from "@/kit/format";
import { TextInput } from "@/kit/inputs";
import { Popover } from "@/kit/Popover";
import { parseDay, parseTime, zonedMoment } from "@/kit/parse";
import type { EditProps, FilterProps, ShowProps, ValueKind } from "./kind";
import { TypedInput } from "./typed";

const Calendar = lazy(() => import("@/kit/Calendar"));

function ShowDay({ value, short }: ShowProps) {
  const format = useFormat();
  const day = String(value);
  return (
    <time dateTime={day} title={format.longDay(day)}>
      {short ? format.shortDay(day) : format.day(day)}
    </time>
  );
}

function ShowMoment({ value, short }: ShowProps) {
  const format = useFormat();
  const moment = String(value);
  return (
    <time dateTime={moment} title={format.moment(moment)}>
      {short ? format.shortMoment(moment) : format.moment(moment)}
    </time>
  );
}

/** As it is typed: with figures only, day first. */
function typable(day: string, format: Format): string {
  const [year, month, date] = day.split("-");
  return format.language === "en" ? `${date}/${month}/${year}` : `${date}.${month}.${year}`;
}

/** A day: typed in the local form, as "+3" or "tomorrow", or picked from a month. */
export function DayInput(props: EditProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const day = props.value ? String(props.value) : "";
  return (
    <span className="row g4 dayin">
      <TypedInput
        {...props}
        text={day && typable(day, format)}
        parse={(typed) => parseDay(typed, format.today())}
        problem="day"
        placeholder={t("placeholder.day")}
      />
      {!props.inCell && (
        <Popover
          label={props.field.label}
          trigger={<IconButton icon="calendar" label={t("action.choose_day")} />}
        >
          {(close) => (
            <Suspense>
              <Calendar
                label={props.field.label}
                value={day}
                onPick={(picked) => {
                  props.onChange(picked);
                  close();
                }}
              />
            </Suspense>
          )}
        </Popover>
      )}
    </span>
  );
}

const MORNING = "09:00";

/** A day and a time of day, in the firm's zone. */
function MomentInput(props: EditProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const moment = props.value ? String(props.value) : "";
  const day = moment && format.dayOf(moment);
  const time = moment && format.time(moment);
  const write = (nextDay: unknown, nextTime: unknown, problem?: string) => {
    if (problem) return props.onChange(props.value, problem);
    if (!nextDay) return props.onChange(null);
    props.onChange(zonedMoment(String(nextDay), String(nextTime || MORNING), format.timezone));
  };
  return (
    <span className="row g4">
      <DayInput {...props} value={day} onChange={(next, problem) => write(next, time, problem)} />
      <TypedInput
        field={{ ...props.field, label: `${props.field.label}: ${t("field.time")}` }}
        value={time}
        text={time}
        parse={parseTime}
        problem="time"
        className="timein"
        inputMode="numeric"
        placeholder="00:00"
        onChange={(next, problem) => write(day || format.today(), next, problem)}
      />
    </span>
  );
}

const RELATIVE = /^(today|tomorrow|yesterday|week|month|quarter|year|now)([+-]\d+)?$/;

/** A fixed day, or one reckoned from the running one ("today-7"). */
function DayFilter({ field, value, onChange, autoFocus }: FilterProps) {
  const { t } = useTranslation();
  const given = value == null ? "" : String(value);
  const relative = RELATIVE.test(given);
  const words = ["today", "yesterday", "tomorrow", "week", "month", "quarter", "year"] as const;
  const known = words.some((word) => word === given);
  const days = /^today([+-]\d+)$/.exec(given)?.[1];
  const mode = known ? given : days ? "days" : "day";
  const choose = (next: string) => {
    if (next === "day") onChange("");
    else onChange(next === "days" ? "today-7" : next);
  };
  return (
    <span className="row g4">
      <select
        className="inp"
        // biome-ignore lint/a11y/noAutofocus: opened to be filled in
        autoFocus={autoFocus}
        aria-label={`${field.label}: ${t("filter.day_kind")}`}
        value={mode}
        onChange={(event) => choose(event.target.value)}
      >
        <option value="day">{t("filter.fixed_day")}</option>
        <option value="days">{t("filter.days_from_today")}</option>
        {words.map((word) => (
          <option key={word} value={word}>
            {t(`day.${word}`)}
          </option>
        ))}
      </select>
      {mode === "day" && (
        <DayInput
          field={field}
          value={relative ? "" : given.slice(0, 10)}
          onChange={(next, problem) => !problem && onChange(next)}
        />
      )}
      {mode === "days" && (
        <TextInput
          aria-label={t("filter.days_from_today")}
          inputMode="numeric"
          className="timein"
          value={days ?? ""}
          onValue={(next) => {
            const count = Number.parseInt(next, 10);
            if (!Number.isNaN(count)) onChange(`today${count < 0 ? "" : "+"}${count}`);
          }}
        />
      )}
    </span>
  );
}

export const date: ValueKind = { Show: ShowDay, Edit: DayInput, Filter: DayFilter, width: 96 };
export const moment: ValueKind = {
  Show: ShowMoment,
  Edit: MomentInput,
  Filter: DayFilter,
  width: 112,
};
