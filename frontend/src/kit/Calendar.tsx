import { type CalendarDate, parseDate } from "@internationalized/date";
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  Heading,
} from "react-aria-components";
import { Icon } from "./Icon";
import { Localised } from "./Localised";

interface Props {
  label: string;
  /** "YYYY-MM-DD", or empty. */
  value: string;
  onPick: (day: string) => void;
}

/** A month to choose a day from. Loaded when first opened. */
export default function DayCalendar({ label, value, onPick }: Props) {
  const chosen: CalendarDate | null = value ? parseDate(value) : null;
  return (
    <Localised>
      <Calendar
        aria-label={label}
        className="cal"
        value={chosen}
        autoFocus
        firstDayOfWeek="mon"
        onChange={(day) => onPick(day.toString())}
      >
        <header>
          <Button slot="previous" className="ibtn sm">
            <Icon name="chevron-left" />
          </Button>
          <Heading className="m" />
          <Button slot="next" className="ibtn sm">
            <Icon name="chevron-right" />
          </Button>
        </header>
        <CalendarGrid weekdayStyle="short">
          <CalendarGridHeader>
            {(day) => <CalendarHeaderCell>{day}</CalendarHeaderCell>}
          </CalendarGridHeader>
          <CalendarGridBody>
            {(date) => <CalendarCell date={date} className="cday" />}
          </CalendarGridBody>
        </CalendarGrid>
      </Calendar>
    </Localised>
  );
}
