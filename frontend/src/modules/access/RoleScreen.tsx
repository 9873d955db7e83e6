import "./access.css";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { may, useObject } from "@/api/meta";
import { deleteRecord, runCommand, useRecord } from "@/api/records";
import type { ObjectMeta, Rec } from "@/api/types";
import { useCommands } from "@/app/commands";
import { Failure } from "@/app/errors";
import { Link, useGo } from "@/app/Link";
import { NotFound } from "@/app/NotFound";
import { closeRider, useRider } from "@/app/riders";
import { Button } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { TextInput } from "@/kit/inputs";
import { Menu } from "@/kit/Menu";
import { Banner, Late } from "@/kit/states";
import { toast } from "@/kit/toasts";
import { listHref, newHref, recordHref } from "@/platform/addresses";
import type { RecordScreenProps } from "@/platform/extensions";
import { tellRefusal } from "@/platform/save/tell-refusal";
import { Legend } from "./Legend";
import { Matrix } from "./Matrix";
import { RoleAside } from "./RoleAside";
import { RoleList } from "./RoleList";
import { type Catalogue, type RightsModule, ROLE, restObject, useCatalogue } from "./rights";
import { type RoleDraft, useRole } from "./use-role";

const EffectDialog = lazy(() => import("./EffectDialog"));
const RoleClash = lazy(() => import("./RoleClash"));

interface Props {
  object: ObjectMeta;
  record: Rec;
  catalogue: Catalogue;
}

/** The keys of the circles, told in the status line. */
const KEYS = [
  ["key_cell", "←↑↓→"],
  ["key_next", "␣"],
  ["key_depth", "0–4"],
  ["key_rest", "⌫"],
] as const;

/** The modules with those objects that the typed words are part of, by their name or a field's. */
function found(modules: RightsModule[], typed: string): RightsModule[] {
  const wanted = typed.trim().toLowerCase();
  const has = (label: string) => label.toLowerCase().includes(wanted);
  if (!wanted) return modules;
  return modules
    .map((module) => ({
      ...module,
      objects: has(module.title)
        ? module.objects
        : module.objects.filter((o) => has(o.title) || o.fields.some((f) => has(f.label))),
    }))
    .filter((module) => module.objects.length > 0);
}

function Bar({ record, object, role, readOnly }: Props & { role: RoleDraft; readOnly: boolean }) {
  const { t } = useTranslation();
  const go = useGo();
  const remove = async () => {
    try {
      await deleteRecord(ROLE, record.id, record.version);
      closeRider(recordHref(ROLE, record.id));
      toast(t("card.deleted", { title: String(record.name) }));
      go(listHref(ROLE), true);
    } catch (error) {
      tellRefusal(error);
    }
  };
  useCommands([
    ...KEYS.map(([name, hintKeys]) => ({
      id: `role.${name}`,
      label: t(`rights.${name}`),
      hint: t(`rights.${name}`),
      hintKeys,
      keyOnly: true,
      when: () => !readOnly,
      run: () => undefined,
    })),
    {
      id: "role.save",
      label: t("action.save"),
      shortcut: "ctrl+s",
      inFields: true,
      hint: t("action.save"),
      when: () => role.dirty,
      run: role.save,
    },
  ]);
  const { compare, copy } = {
    compare: `/rights/compare?left=${record.key ? `template:${record.key}` : ""}&right=${record.id}`,
    copy: `${newHref(ROLE)}?from=${record.id}`,
  };
  const removing = {
    id: "delete",
    icon: "trash",
    label: t("action.delete"),
    danger: true,
    run: () => void remove(),
  };
  return (
    <div className="cmd rcmd">
      {!readOnly && (
        <>
          <Button
            tone="primary"
            shortcut="Ctrl S"
            disabled={!role.dirty}
            aria-disabled={role.saving}
            onClick={role.save}
          >
            {t("action.save")}
          </Button>
          <Button disabled={!role.dirty} onClick={role.discard}>
            {t("rights.discard")}
          </Button>
          <span className="vr" />
        </>
      )}
      {may(object, "create") && (
        <>
          <Link className="btn q hide-m" href={newHref(ROLE)}>
            <Icon name="plus" />
            <span>{t("rights.new_role")}</span>
          </Link>
          <Link className="btn q" href={copy}>
            <Icon name="copy" />
            <span>{t("rights.copy")}</span>
          </Link>
        </>
      )}
      <Link className="btn q" href={compare}>
        <Icon name="swap" />
        <span>{t("rights.compare")}</span>
      </Link>
      <Link className="btn q hide-m" href="/rights/explain">
        <Icon name="shield" />
        <span>{t("rights.explain")}</span>
      </Link>
      {!readOnly && may(object, "delete") && (
        <Menu label={t("action.more")} groups={[{ id: "end", entries: [removing] }]}>
          <Button tone="quiet" chevron>
            {t("action.more")}
          </Button>
        </Menu>
      )}
      <span className="sp" />
      {role.dirty && (
        <span className="row g4 nw sm mut hide-m" role="status">
          <span className="rdirty" />
          {t("rights.not_saved")}
        </span>
      )}
    </div>
  );
}

function Editor({ object, record, catalogue }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const role = useRole(record, (undo) =>
    toast(t("rights.saved", { name: role.draft.name }), { undo }),
  );
  const address = recordHref(ROLE, record.id);
  const title = String(record.name);
  useRider({ key: address, href: address, title, icon: object.icon, dirty: role.dirty });
  const binned = record.deleted === true;
  const readOnly = binned || record.can?.write !== true || !("grants" in record);
  const modules = found(catalogue.modules, typed);
  const rest = restObject(t("rights.rest"));
  const template = catalogue.templates.find((one) => one.key === record.key);
  const restore = () => void runCommand(ROLE, record, "restore").catch(tellRefusal);
  const { draft, saved } = role;
  return (
    <>
      <div className="head">
        <h1 className="ell">{draft.name || title}</h1>
        <span className="mut3">{t("rights.level_of", { level: draft.level })}</span>
        <span className="sp" />
        <TextInput
          type="search"
          className="rfind"
          value={typed}
          onValue={setTyped}
          placeholder={t("rights.find")}
          aria-label={t("rights.find")}
        />
      </div>
      <Bar {...{ object, record, catalogue, role, readOnly }} />
      {binned && (
        <Banner actions={<Button onClick={restore}>{t("action.restore")}</Button>}>
          {t("card.in_bin")}
        </Banner>
      )}
      {draft.administrator && <Banner tone="info">{t("rights.is_administrator")}</Banner>}
      <div className="rm">
        <RoleList current={record.id} catalogue={catalogue} />
        <div className="rmx">
          <div className="rmt">
            <Matrix
              catalogue={catalogue}
              rest={typed ? null : rest}
              modules={modules}
              role={draft}
              saved={saved}
              template={template ?? null}
              readOnly={readOnly}
              onGrants={(grants) => role.change({ grants })}
              onFields={(fields) => role.change({ fields })}
            />
            {modules.length === 0 && <p className="mut rnone">{t("rights.nothing")}</p>}
          </div>
          <Legend catalogue={catalogue} withTemplate={template !== undefined} />
        </div>
        <RoleAside
          record={record}
          catalogue={catalogue}
          objects={[rest, ...catalogue.modules.flatMap((one) => one.objects)]}
          draft={draft}
          template={template}
          readOnly={readOnly}
          onChange={role.change}
        />
      </div>
      <Suspense>
        {role.effect && (
          <EffectDialog
            title={t("rights.before_saving")}
            confirm={t("action.save")}
            effect={role.effect}
            saving={role.saving}
            onConfirm={role.confirm}
            onCancel={role.cancel}
          />
        )}
        {role.clash && <RoleClash onResolve={role.resolve} name={String(role.clash.name)} />}
      </Suspense>
    </>
  );
}

/** A role: what it gives, on every object, to be set circle by circle. */
export default function RoleScreen({ object: name, id }: RecordScreenProps) {
  const { t } = useTranslation();
  const object = useObject(name);
  const record = useRecord(name, id);
  const catalogue = useCatalogue();
  if (!object) return <NotFound />;
  const failed = [record, catalogue].find((one) => one.error && !one.data);
  if (failed) return <Failure error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!record.data || !catalogue.data) return <Late>{t("state.loading")}</Late>;
  return <Editor key={id} object={object} record={record.data} catalogue={catalogue.data} />;
}
