import "./mail.css";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import { queries } from "@/api/queries";
import { Failure, tellProblem } from "@/app/errors";
import { useRider } from "@/app/riders";
import { Segmented } from "@/kit/inputs";
import { Banner, Late } from "@/kit/states";
import { toast } from "@/kit/toasts";
import { type Preferences, WAYS, type Way } from "./mail-api";

const KEY = ["mail", "preferences"];
const PATH = "/mail/preferences";

/** Which notices come by mail: at once, in the letter of the morning, never. */
export default function NoticesPage() {
  const { t } = useTranslation();
  useRider({ key: "/notices", href: "/notices", title: t("letter.notices"), icon: "bell" });
  const found = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => ask<Preferences>(PATH, { signal }),
  });
  const choose = (kind: string, way: Way) =>
    ask<Preferences>(PATH, { method: "PATCH", body: { kinds: { [kind]: way } } }).then((now) => {
      queries.setQueryData(KEY, now);
      toast(t("letter.kept"));
    }, tellProblem);
  if (found.error) return <Failure error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Late>{t("state.loading")}</Late>;
  const { address, kinds } = found.data;
  return (
    <div className="noticeways">
      <div className="head">
        <h1>{t("letter.notices")}</h1>
      </div>
      {address ? (
        <p className="mut">{t("letter.notices_to", { address })}</p>
      ) : (
        <Banner>{t("letter.no_address")}</Banner>
      )}
      {kinds.map((one) => (
        <div key={one.kind} className="way">
          <span>{one.label}</span>
          <Segmented
            label={one.label}
            value={one.way}
            onValue={(way) => void choose(one.kind, way)}
            choices={WAYS.map((way) => ({ value: way, label: t(`letter.way_${way}`) }))}
          />
        </div>
      ))}
      <p className="mut sm">{t("letter.notices_help")}</p>
    </div>
  );
}
