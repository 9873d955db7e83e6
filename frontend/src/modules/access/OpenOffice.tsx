import "./access.css";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { reloadMeta, useMeta } from "@/api/meta";
import { queries } from "@/api/queries";
import {
  createRecord,
  deleteRecord,
  invalidateObject,
  recordQuery,
  runCommand,
} from "@/api/records";
import { Link } from "@/app/Link";
import { Switch } from "@/kit/inputs";
import { toast } from "@/kit/toasts";
import { useAlone } from "@/kit/use-alone";
import { recordHref } from "@/platform/addresses";
import { tellRefusal } from "@/platform/save/tell-refusal";
import { type Catalogue, type Effect, previewRole, ROLE, useCatalogue } from "./rights";

const EffectDialog = lazy(() => import("./EffectDialog"));
const KEY = "open_office";

/** Switches the role of everybody on or off; it stays in the bin while it is off. */
async function turn({ open_office, templates }: Catalogue): Promise<void> {
  if (open_office.id) {
    const record = await queries.fetchQuery({ ...recordQuery(ROLE, open_office.id), staleTime: 0 });
    if (open_office.on) await deleteRecord(ROLE, record.id, record.version);
    else await runCommand(ROLE, record, "restore");
  } else {
    const ready = templates.find((one) => one.key === KEY);
    if (!ready) return;
    const { about: _, ...fields } = ready;
    await createRecord(ROLE, { ...fields }, crypto.randomUUID());
  }
  await Promise.all([invalidateObject(ROLE), reloadMeta()]);
}

function weigh({ open_office: { id, on }, templates }: Catalogue): Promise<Effect> {
  if (id) return previewRole(on ? { role: id, deleted: true } : { role: id });
  const {
    about: _,
    key: __,
    ...fields
  } = templates.find((one) => one.key === KEY) ?? {
    about: "",
    key: "",
  };
  return previewRole(fields);
}

function Line({ catalogue }: { catalogue: Catalogue }) {
  const { t } = useTranslation();
  const alone = useAlone();
  const [effect, setEffect] = useState<Effect | null>(null);
  const [saving, setSaving] = useState(false);
  const { id, on } = catalogue.open_office;
  const name = catalogue.templates.find((one) => one.key === KEY)?.name ?? "";
  const ask = () => alone(() => weigh(catalogue).then(setEffect).catch(tellRefusal));
  const confirm = async () => {
    setSaving(true);
    try {
      await turn(catalogue);
      toast(t(on ? "rights.office_closed" : "rights.office_open"));
    } catch (error) {
      tellRefusal(error);
    } finally {
      setSaving(false);
      setEffect(null);
    }
  };
  return (
    <div className="rswitch row g8">
      <Switch checked={on} aria-label={name} onValue={() => void ask()} />
      <span>
        <b>{name}</b> <span className="mut">{t("rights.office_help")}</span>
      </span>
      {on && id && <Link href={recordHref(ROLE, id)}>{t("card.open")}</Link>}
      <Suspense>
        {effect && (
          <EffectDialog
            title={name}
            confirm={t(on ? "rights.switch_off" : "rights.switch_on")}
            effect={effect}
            saving={saving}
            onConfirm={() => void confirm()}
            onCancel={() => setEffect(null)}
          />
        )}
      </Suspense>
    </div>
  );
}

/** "Everybody may everything": one switch over the list of roles, for administrators. */
export default function OpenOffice() {
  const { user } = useMeta();
  const catalogue = useCatalogue();
  if (!user.administrator || !catalogue.data) return null;
  return <Line catalogue={catalogue.data} />;
}
