import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useRecord } from "@/api/records";
import type { Rec } from "@/api/types";
import { useFormat } from "@/app/format";
import { Link } from "@/app/Link";
import { Icon } from "@/kit/Icon";
import { Checkbox, Field, TextInput } from "@/kit/inputs";
import { moduleFronts, partOf } from "@/platform/extensions";
import { Changes } from "@/platform/timeline/Changes";
import type { FieldChange } from "@/platform/timeline/model";
import { useRightWords } from "./FieldRights";
import {
  type Catalogue,
  differences,
  type ReadyRole,
  type RightsObject,
  ROLE,
  type Role,
} from "./rights";

interface Props {
  record: Rec;
  catalogue: Catalogue;
  objects: RightsObject[];
  draft: Role;
  template: ReadyRole | undefined;
  readOnly: boolean;
  onChange: (part: Partial<Role>) => void;
}

/** What modules in use have to say about a role. */
const parts = () =>
  moduleFronts().flatMap(({ name, roleParts }) =>
    (roleParts ?? []).map((load) => [name, partOf(load)] as const),
  );

/** Lines of a list before the rest is left to the screen of comparison. */
const FEW = 8;

function Properties({ record, catalogue, draft, template, readOnly, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <section className="sec rprops">
      <h2>{t("rights.properties")}</h2>
      <Field label={t("rights.name")}>
        {(attributes) => (
          <TextInput
            {...attributes}
            value={draft.name}
            disabled={readOnly}
            maxLength={120}
            onValue={(name) => onChange({ name })}
          />
        )}
      </Field>
      <Field label={t("rights.level")} help={t("rights.level_help")}>
        {(attributes) => (
          <TextInput
            {...attributes}
            right
            type="number"
            min={0}
            max={100}
            value={String(draft.level)}
            disabled={readOnly}
            onValue={(text) => onChange({ level: Number(text) })}
          />
        )}
      </Field>
      {catalogue.administrator && !record.everyone && (
        <label className="row g8 rcheck">
          <Checkbox
            checked={draft.administrator}
            disabled={readOnly}
            onValue={(administrator) => onChange({ administrator })}
          />
          <span>{t("rights.administrator")}</span>
        </label>
      )}
      <dl>
        <div className="f">
          <dt>{t("rights.template")}</dt>
          <dd>{template?.name ?? <span className="mut3">{t("rights.no_template")}</span>}</dd>
        </div>
        <div className="f">
          <dt>{t("rights.held")}</dt>
          <dd>
            {record.everyone
              ? t("rights.held_by_all", { level: draft.level })
              : t("rights.people", { count: catalogue.held[record.id] ?? 0 })}
          </dd>
        </div>
      </dl>
    </section>
  );
}

function Unlike({ record, catalogue, objects, draft, template }: Props) {
  const { t } = useTranslation();
  const right = useRightWords();
  if (!template) return null;
  const depth = (name: string) => catalogue.depths.find((one) => one.name === name)?.label ?? name;
  const found = differences(template, draft, objects, catalogue, { depth, right });
  return (
    <section className="sec">
      <h2>
        {t("rights.unlike")}
        <span className="sp" />
        <span>{found.length}</span>
      </h2>
      <ul className="sm col g4">
        {found.slice(0, FEW).map((one) => (
          <li key={one.key}>
            <b className="m">
              {one.object}, {one.what}:
            </b>{" "}
            {one.before} → {one.after}
          </li>
        ))}
      </ul>
      {found.length > FEW && (
        <Link href={`/rights/compare?left=template:${template.key}&right=${record.id}`}>
          {t("rights.all_unlike")}
        </Link>
      )}
    </section>
  );
}

function Limits({ objects, draft }: Props) {
  const { t } = useTranslation();
  const words = useRightWords();
  const found = objects.flatMap((object) =>
    object.fields.flatMap((field) => {
      const right = draft.fields[object.name]?.[field.name];
      return right ? [{ key: `${object.name}.${field.name}`, object, field, right }] : [];
    }),
  );
  if (found.length === 0) return null;
  return (
    <section className="sec">
      <h2>
        {t("rights.fields")}
        <span className="sp" />
        <span>{found.length}</span>
      </h2>
      <ul className="sm col g4">
        {found.map(({ key, object, field, right }) => (
          <li key={key} className="row g4">
            <Icon name={right === "none" ? "lock" : "eye"} size="s" />
            <span>
              {object.title}, {field.label}: {words(right)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface Told {
  id: string;
  at: string;
  author: { title: string } | null;
  changes: FieldChange[];
}

function History({ record }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const found = useRecord(ROLE, record.id, "timeline:5");
  const stream = found.data?.with?.timeline as { items: Told[] } | undefined;
  const told = stream?.items.filter((one) => one.changes.length > 0) ?? [];
  if (told.length === 0) return null;
  return (
    <section className="sec">
      <h2>{t("rights.history")}</h2>
      <ul className="col g8 sm">
        {told.map((one) => (
          <li key={one.id}>
            <span className="mut">
              {one.author?.title}, {format.moment(one.at)}
            </span>
            <Changes changes={one.changes} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the role is beside its circles: name, level, what differs, who changed it. */
export function RoleAside(props: Props) {
  const { t } = useTranslation();
  return (
    <aside aria-label={t("rights.properties")}>
      <Properties {...props} />
      <Unlike {...props} />
      <Limits {...props} />
      <Suspense>
        {parts().map(([name, Part]) => (
          <Part key={name} role={props.record} />
        ))}
      </Suspense>
      <History {...props} />
    </aside>
  );
}
