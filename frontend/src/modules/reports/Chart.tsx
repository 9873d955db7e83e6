import { useTranslation } from "react-i18next";
import { useShown } from "./figures";
import { type Report, size } from "./reports";

const MOST = 24;

/** The main figure of the first groups: columns for time, in their order, else the greatest first. */
export function Chart({ report }: { report: Report }) {
  const { t } = useTranslation();
  const shown = useShown();
  const main = report.measures.find((one) => one.name === report.main);
  if (!main || report.by.length !== 1) return null;
  const rows = report.rows.slice(0, MOST);
  const sizes = rows.map((row) => size(row.figures[main.name]));
  const most = Math.max(...sizes.map(Math.abs), 0);
  if (most === 0) return null;
  return (
    <figure className="rchart">
      <figcaption>{main.title}</figcaption>
      <ol aria-label={t("report.chart")}>
        {rows.map((row, n) => {
          const title = row.keys[0]?.title || t("report.empty");
          const part = sizes[n] ?? 0;
          const text = `${title}: ${shown(main, row.figures[main.name])}`;
          return (
            <li key={String(row.keys[0]?.value)} title={text}>
              <span className="vh">{text}</span>
              <div aria-hidden>
                <i
                  className={part < 0 ? "neg" : ""}
                  style={{ "--part": Math.abs(part) / most } as object}
                />
              </div>
              <small aria-hidden>{title}</small>
            </li>
          );
        })}
      </ol>
    </figure>
  );
}
