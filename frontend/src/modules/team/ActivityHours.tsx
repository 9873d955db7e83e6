import { useTranslation } from "react-i18next";
import { useFormat } from "@/app/format";
import { weekdays } from "./activity";

const EVERY = 3;
const HOURS = Array.from({ length: 24 }, (_one, hour) => hour);

/** At what time of the week something was done: the darker, the more. */
export function Hours({ hours }: { hours: number[][] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const most = Math.max(1, ...hours.flat());
  const names = weekdays(format.locale);
  return (
    <section className="sec">
      <h2>{t("activity.hours")}</h2>
      <table className="hours">
        <thead>
          <tr>
            <td />
            {HOURS.map((hour) => (
              <th key={hour} scope="col">
                <span className={hour % EVERY ? "vh" : ""}>{hour}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {hours.map((row, day) => (
            <tr key={names[day]}>
              <th scope="row">{names[day]}</th>
              {HOURS.map((hour) => {
                const count = row[hour] ?? 0;
                return (
                  <td
                    key={hour}
                    title={`${names[day]} ${hour}:00 · ${format.integer(count)}`}
                    style={{ "--part": count ? 0.15 + (0.85 * count) / most : 0 } as object}
                  >
                    <span className="vh">{format.integer(count)}</span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
