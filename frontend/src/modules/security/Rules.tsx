import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { listRecords } from "@/api/records";
import { Failure } from "@/app/errors";
import { Late } from "@/kit/states";
import { useFirm } from "../settings/system-api";
import { FactorForm } from "./FactorForm";
import { SignupForm } from "./SignupForm";

const MOST = 200;

/** Records of a small object as choices. */
function useChoices(object: string) {
  const sort = object === "access.role" ? "level,name" : "name";
  return useQuery({
    queryKey: ["records", object, "choices"],
    queryFn: async ({ signal }) => {
      const { items } = await listRecords(object, { sort, limit: MOST, fields: ["name"] }, signal);
      return items.map((one) => ({ value: one.id, label: String(one.name) }));
    },
  });
}

/** What the firm demands of people at the door; administrators set it. */
export function Rules() {
  const { t, i18n } = useTranslation();
  const firm = useFirm(i18n.language);
  const roles = useChoices("access.role");
  const units = useChoices("access.unit");
  const error = firm.error ?? roles.error ?? units.error;
  if (error) return <Failure error={error} onRetry={() => void firm.refetch()} />;
  if (!firm.data || !roles.data || !units.data) return <Late>{t("state.loading")}</Late>;
  return (
    <div className="findings">
      <SignupForm
        key={JSON.stringify(firm.data.signup)}
        rule={firm.data.signup}
        roles={roles.data}
        units={units.data}
      />
      <FactorForm
        key={`factor ${JSON.stringify(firm.data.second_factor)}`}
        rule={firm.data.second_factor}
        roles={roles.data}
      />
    </div>
  );
}
