import { useTranslation } from "react-i18next";
import { type SearchParams, stringifySearch } from "@/app/address";
import { useFormat } from "@/app/format";
import { Link } from "@/app/Link";
import { Icon } from "@/kit/Icon";
import { listHref } from "@/platform/addresses";
import { useShown } from "./figures";
import {
  type Change,
  changed,
  type Line,
  type Measure,
  narrowed,
  type Report,
  reportHref,
} from "./reports";

interface Props {
  search: SearchParams;
  report: Report;
  change: Change;
}

interface Way {
  href: string;
  word: "report.records" | "report.closer";
}

/** Where a figure leads: to the records it was summed from, or to its parts. */
function useWay({ search, report }: Props): (line: Line) => Way | null {
  return (line) => {
    if (line.list) {
      const filter = JSON.stringify(line.list.filter);
      const href = listHref(line.list.object, stringifySearch({ filter, view: "list" }));
      return { href, word: "report.records" };
    }
    if (!report.closer || report.by.includes(report.closer)) return null;
    const keys = line.keys.map((key, n) => ({ name: report.by[n] ?? "", value: key.value }));
    return {
      href: reportHref(narrowed(search, report, keys, report.closer)),
      word: "report.closer",
    };
  };
}

/** The head of a figure sorts by it: the greatest first, then the least. */
function Head({ measure, search, change }: Props & { measure: Measure }) {
  const { t } = useTranslation();
  const { sort = "" } = search;
  const down = sort === `-${measure.name}`;
  const mine = sort.replace("-", "") === measure.name;
  return (
    <th
      scope="col"
      className="r"
      {...(mine ? { "aria-sort": down ? "descending" : "ascending" } : {})}
    >
      <button
        type="button"
        title={t("report.sort", { title: measure.title })}
        onClick={() => change({ sort: down ? measure.name : `-${measure.name}` })}
      >
        {measure.title}
        {mine && <Icon name={down ? "chevron-down" : "chevron-up"} size="s" />}
      </button>
    </th>
  );
}

/** Figures, share and what they are compared with, of a line or of the whole. */
function Cells({ line, ...props }: Props & { line: Line }) {
  const { t } = useTranslation();
  const format = useFormat();
  const shown = useShown();
  const way = useWay(props)(line);
  const { report } = props;
  const main = report.measures.find((one) => one.name === report.main);
  const moved = changed(line.figures[report.main], line.before?.[report.main]);
  return (
    <>
      {report.measures.map((one) => {
        const text = shown(one, line.figures[one.name]);
        return (
          <td key={one.name} className="r num">
            {way && text !== "–" ? (
              <Link href={way.href} title={t(way.word)}>
                {text}
              </Link>
            ) : (
              text
            )}
          </td>
        );
      })}
      {main?.adds && (
        <td className="r num rshare" style={{ "--part": Number(line.share ?? 0) / 100 } as object}>
          {line.share === null ? "–" : format.percent(line.share)}
        </td>
      )}
      {report.against && main && (
        <>
          <td className="r num">{line.before ? shown(main, line.before[report.main]) : "–"}</td>
          <td className={`r num ${moved !== null && moved < 0 ? "rless" : ""}`}>
            {moved === null ? "–" : `${moved > 0 ? "+" : ""}${format.percent(String(moved))}`}
          </td>
        </>
      )}
    </>
  );
}

/** The lines with their sums; a title narrows the report, a figure leads to its records. */
export function Table(props: Props) {
  const { t } = useTranslation();
  const { search, report } = props;
  const main = report.measures.find((one) => one.name === report.main);
  const titles = report.by.map((name) => report.dimensions.find((one) => one.name === name));
  return (
    <div className="rtable">
      <table className="t">
        <thead>
          <tr>
            {titles.map((one) => (
              <th key={one?.name} scope="col">
                {one?.title}
              </th>
            ))}
            {report.measures.map((one) => (
              <Head key={one.name} measure={one} {...props} />
            ))}
            {main?.adds && (
              <th scope="col" className="r">
                {t("report.share")}
              </th>
            )}
            {report.against && (
              <>
                <th scope="col" className="r">
                  {t("report.before", { figure: main?.title })}
                </th>
                <th scope="col" className="r">
                  {t("report.change")}
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {report.rows.map((line) => (
            <tr key={line.keys.map((key) => String(key.value)).join(" ")}>
              {line.keys.map((key, n) => {
                const title = key.title || t("report.empty");
                const keys = [{ name: report.by[n] ?? "", value: key.value }];
                return (
                  <td key={report.by[n]}>
                    <Link
                      className="nm"
                      href={reportHref(narrowed(search, report, keys, ""))}
                      title={t("report.narrow", { title })}
                    >
                      {title}
                    </Link>
                  </td>
                );
              })}
              <Cells line={line} {...props} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            {report.by.length > 0 && <td colSpan={report.by.length}>{t("report.total")}</td>}
            <Cells line={report.total} {...props} />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
