import "./access.css";
import { useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useList } from "@/api/records";
import type { Depth, Rec } from "@/api/types";
import { stringifySearch } from "@/app/address";
import { Failure } from "@/app/errors";
import { useGo } from "@/app/Link";
import { useRider } from "@/app/riders";
import { Segmented, Select } from "@/kit/inputs";
import { Late } from "@/kit/states";
import { Circle } from "./Circle";
import { useRightWords } from "./FieldRights";
import { Legend } from "./Legend";
import {
  type Catalogue,
  depthAt,
  EVERYTHING,
  fieldAt,
  fieldDiffers,
  type Giving,
  type RightsModule,
  type RightsObject,
  ROLE,
  restObject,
  roleOf,
  useCatalogue,
} from "./rights";

const PATH = "/rights/compare";

interface Question {
  left: string;
  right: string;
  all: string;
}

interface Sides {
  left: Giving;
  right: Giving;
  catalogue: Catalogue;
}

/** A role or a ready role by its name in the address. */
function giving(id: string, catalogue: Catalogue, roles: Rec[]): Giving | null {
  const key = id.startsWith("template:") ? id.slice("template:".length) : null;
  if (key !== null) return catalogue.templates.find((one) => one.key === key) ?? null;
  const record = roles.find((one) => one.id === id);
  return record ? roleOf(record) : null;
}

/** The fields of an object on which the two say different things, or anything at all. */
function fieldsOf(object: RightsObject, { left, right }: Sides, all: boolean) {
  return object.fields
    .map((field) => {
      const [a, b] = [left, right].map((one) => fieldAt(one, object, field));
      return { field, a, b, differs: fieldDiffers(a, b, field) };
    })
    .filter(({ a, b, differs }) => differs || (all && (a ?? b) !== undefined));
}

const unlike = (object: RightsObject, privilege: string, { left, right }: Sides) =>
  depthAt(left, object, privilege).depth !== depthAt(right, object, privilege).depth;

function ObjectRows({ object, all, ...sides }: Sides & { object: RightsObject; all: boolean }) {
  const { t } = useTranslation();
  const words = useRightWords();
  const { left, right, catalogue } = sides;
  const label = (depth: Depth) => catalogue.depths.find((one) => one.name === depth)?.label;
  const fields = fieldsOf(object, sides, all);
  const say = (right: string | undefined, nature: string) =>
    right === EVERYTHING
      ? t("rights.field_all")
      : right
        ? words(right)
        : t("rights.by_nature", { right: words(nature) });
  return (
    <>
      <tr>
        <th scope="row">{object.title}</th>
        {catalogue.privileges.map(({ name, label: privilege }) => {
          if (object.absent.includes(name))
            return (
              <td key={name} data-l={privilege}>
                <span className="al na">–</span>
              </td>
            );
          const [a, b] = [left, right].map((one) => depthAt(one, object, name).depth);
          const differs = a !== b;
          if (!a || !b) return null;
          const told = differs ? `${label(a)} → ${label(b)}` : (label(a) ?? a);
          return (
            <td key={name} data-l={privilege} className={differs ? "rdiff" : ""}>
              <span
                role="img"
                className={differs ? "rpair" : "rpair inh"}
                aria-label={`${object.title}, ${privilege}: ${told}`}
                title={told}
              >
                <Circle depth={a} />
                {differs && <Circle depth={b} />}
              </span>
            </td>
          );
        })}
      </tr>
      {fields.map(({ field, a, b, differs }) => (
        <tr key={field.name} className="mxf">
          <td colSpan={catalogue.privileges.length + 1}>
            <span className="rcf">
              {t("rights.field", { field: field.label })}: {say(a, field.nature)}
              {differs && <b> → {say(b, field.nature)}</b>}
            </span>
          </td>
        </tr>
      ))}
    </>
  );
}

function Table({ all, ...sides }: Sides & { all: boolean }) {
  const { t } = useTranslation();
  const { catalogue } = sides;
  const first: RightsModule = { name: "", title: "", objects: [restObject(t("rights.rest"))] };
  const shown = (object: RightsObject) =>
    all ||
    fieldsOf(object, sides, false).length > 0 ||
    catalogue.privileges.some(
      ({ name }) => !object.absent.includes(name) && unlike(object, name, sides),
    );
  const modules = [first, ...catalogue.modules]
    .map((module) => ({ ...module, objects: module.objects.filter(shown) }))
    .filter((module) => module.objects.length > 0);
  if (modules.length === 0) return <p className="mut rnone">{t("rights.alike")}</p>;
  return (
    <table className="mx" aria-label={t("rights.comparison")}>
      <colgroup>
        <col className="mxo" />
        {catalogue.privileges.map(({ name }) => (
          <col key={name} />
        ))}
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{t("rights.object")}</th>
          {catalogue.privileges.map(({ name, label }) => (
            <th key={name} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      {modules.map((module) => (
        <tbody key={module.name}>
          {module.title && (
            <tr className="gr">
              <th scope="rowgroup" colSpan={catalogue.privileges.length + 1}>
                {module.title}
              </th>
            </tr>
          )}
          {module.objects.map((object) => (
            <ObjectRows key={object.name} object={object} all={all} {...sides} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Comparison({ catalogue, roles }: { catalogue: Catalogue; roles: Rec[] }) {
  const { t } = useTranslation();
  const go = useGo();
  const asked = useSearch({ strict: false }) as Partial<Question>;
  const question: Question = {
    left: asked.left || (roles[0]?.id ?? ""),
    right: asked.right || (roles[1]?.id ?? ""),
    all: asked.all ?? "",
  };
  const ask = (part: Partial<Question>) =>
    go(`${PATH}${stringifySearch({ ...question, ...part })}`, true);
  const choices = [
    ...roles.map((one) => ({ value: one.id, label: String(one.name) })),
    ...catalogue.templates.map((one) => ({
      value: `template:${one.key}`,
      label: t("rights.template_named", { name: one.name }),
    })),
  ];
  const left = giving(question.left, catalogue, roles);
  const right = giving(question.right, catalogue, roles);
  const all = question.all === "1";
  return (
    <>
      <div className="head">
        <h1>{t("rights.comparison")}</h1>
      </div>
      <div className="cmd rpick">
        <Select
          aria-label={t("rights.left")}
          value={question.left}
          choices={choices}
          onValue={(value) => ask({ left: value })}
        />
        <span className="mut3">→</span>
        <Select
          aria-label={t("rights.right")}
          value={question.right}
          choices={choices}
          onValue={(value) => ask({ right: value })}
        />
        <span className="sp" />
        <Segmented
          label={t("rights.shown")}
          value={all ? "all" : "unlike"}
          onValue={(value) => ask({ all: value === "all" ? "1" : "" })}
          choices={[
            { value: "unlike", label: t("rights.only_unlike") },
            { value: "all", label: t("rights.all") },
          ]}
        />
      </div>
      <div className="rmx rcmp">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
        <section className="rmt" aria-label={t("rights.comparison")} tabIndex={0}>
          {left && right ? (
            <Table left={left} right={right} catalogue={catalogue} all={all} />
          ) : (
            <p className="mut rnone">{t("rights.choose_roles")}</p>
          )}
        </section>
        <Legend catalogue={catalogue} withTemplate={false} />
      </div>
    </>
  );
}

/** Two roles side by side; the address says which, so that it can be sent on. */
export default function CompareScreen() {
  const { t } = useTranslation();
  const catalogue = useCatalogue();
  const roles = useList(ROLE, { sort: "-level,name", fields: ["*"], limit: 200 });
  useRider({
    key: PATH,
    href: `${PATH}${location.search}`,
    title: t("rights.comparison"),
    icon: "swap",
  });
  const failed = [catalogue, roles].find((one) => one.error && !one.data);
  if (failed) return <Failure error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!catalogue.data || !roles.data) return <Late>{t("state.loading")}</Late>;
  const known = roles.data.pages.flatMap((page) => page.items);
  return <Comparison catalogue={catalogue.data} roles={known} />;
}
