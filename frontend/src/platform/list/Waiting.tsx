import { useTranslation } from "react-i18next";
import type { Rec } from "@/api/types";
import { Button } from "@/kit/Button";
import { BOX, type GridColumn } from "@/kit/grid/model";
import { Late, Skeleton } from "@/kit/states";

const ROWS = 14;
/** After so many milliseconds the user is told and may stop waiting. */
const LONG = 10_000;

/** Grey rows in the real widths; nothing at all for the first moment. */
export function Waiting({
  columns,
  onCancel,
}: {
  columns: GridColumn<Rec>[];
  onCancel: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Late>
      <div className="tw" role="status" aria-label={t("state.loading")}>
        <Late after={LONG}>
          <div className="row waitlong">
            {t("list.slow")}
            <Button onClick={onCancel}>{t("action.stop")}</Button>
          </div>
        </Late>
        <div aria-hidden="true">
          {Array.from({ length: ROWS }, (_, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: grey rows have no identity
            <div key={row} className="skrow" style={{ paddingLeft: BOX }}>
              {columns.map((column) => (
                <span key={column.id} style={{ width: column.width }}>
                  <Skeleton width={`${40 + ((row * 7 + column.width) % 45)}%`} />
                </span>
              ))}
            </div>
          ))}
        </div>
      </div>
    </Late>
  );
}
