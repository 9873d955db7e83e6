import { useTranslation } from "react-i18next";
import { useFormat } from "@/app/format";
import { Banner } from "@/kit/states";
import { Tag } from "@/kit/Tag";
import type { Preview } from "./reshaping";

/** What a change of kind would come to, in counts and examples. */
export function KindPreview({ preview }: { preview: Preview }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { values, fits, lost, examples, faults, choices, uses, dropped } = preview;
  const broken = uses.filter((use) => use.why);
  const holding = uses.filter((use) => !use.why);
  return (
    <>
      <p role="status">
        {t("kind.fits", { count: values, fits: format.integer(fits), all: format.integer(values) })}
      </p>
      {broken.length > 0 && (
        <Banner tone="bad">
          {t("kind.breaks")}
          <ul>
            {broken.map((use) => (
              <li key={use.what + use.title}>
                <b>{use.title}</b>: {use.why}
              </li>
            ))}
          </ul>
        </Banner>
      )}
      {lost > 0 && <Banner>{t("kind.lost", { count: lost })}</Banner>}
      <Outcomes
        title={t("kind.not_converted")}
        rows={faults.map((one) => ({ ...one, after: one.why }))}
      />
      {choices.length > 0 ? (
        <section>
          <h3 className="lab">{t("kind.choices", { count: choices.length })}</h3>
          <div className="row wrap g4">
            {choices.map((one) => (
              <Tag key={one.label}>
                {one.label} · {format.integer(one.count)}
              </Tag>
            ))}
          </div>
        </section>
      ) : (
        <Outcomes
          title={t("kind.converted")}
          rows={examples.map((one) => ({ ...one, after: one.new }))}
        />
      )}
      {holding.length > 0 && (
        <p className="help">
          {t("kind.holds", { uses: holding.map((use) => use.title).join(", ") })}
        </p>
      )}
      {dropped.length > 0 && (
        <p className="help">{t("kind.dropped", { settings: dropped.join(", ") })}</p>
      )}
    </>
  );
}

interface Row {
  old: string;
  after: string;
  count: number;
}

/** Values with what becomes of them, the most frequent first. */
function Outcomes({ title, rows }: { title: string; rows: Row[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (rows.length === 0) return null;
  return (
    <table className="tried outcomes">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{t("kind.now")}</th>
          <th scope="col">{t("kind.then")}</th>
          <th scope="col">{t("kind.records")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.old + row.after}>
            <th scope="row">{row.old}</th>
            <td>{row.after}</td>
            <td>{format.integer(row.count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
