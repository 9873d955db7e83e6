import { useTranslation } from "react-i18next";
import { toast } from "@/kit/toasts";
import { tellRefusal } from "@/platform/save/tell-refusal";
import type { ModuleChoice } from "../setup/choices";
import { ModulesStep } from "../setup/ModulesStep";
import { useSaveFirm } from "./system-api";

/** Which modules the firm uses; what a module kept stays when it is switched off. */
export function Modules({ modules }: { modules: ModuleChoice[] }) {
  const { t } = useTranslation();
  const saving = useSaveFirm(() => undefined);
  const off = modules.filter((one) => !one.on).map((one) => one.id);
  const on = (without: string[]) =>
    modules.filter((one) => !without.includes(one.id)).map((one) => one.id);
  const change = (next: string[]) => {
    if (saving.isPending) return;
    saving.mutate(
      { modules: on(next) },
      {
        onError: tellRefusal,
        onSuccess: () =>
          toast(t("system.saved"), {
            undo: () => saving.mutateAsync({ modules: on(off) }).catch(tellRefusal),
          }),
      },
    );
  };
  return (
    <section className="setup-modules">
      <h2>{t("system.modules")}</h2>
      <p className="mut">{t("system.modules_about")}</p>
      <ModulesStep modules={modules} off={off} onOff={change} />
    </section>
  );
}
