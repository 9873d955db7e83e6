import { useTranslation } from "react-i18next";
import { fieldOf } from "@/api/meta";
import type { ObjectMeta } from "@/api/types";
import { Link } from "@/app/Link";
import { Button } from "@/kit/Button";
import { Checkbox } from "@/kit/inputs";
import { recordHref } from "@/platform/addresses";
import type { Doubt, Member, Pair, SureGroup } from "./merge-all";

const labels = (object: ObjectMeta, names: string[]) =>
  names.map((name) => fieldOf(object, name)?.label ?? name).join(", ");

function Name({ object, one }: { object: ObjectMeta; one: Member }) {
  return (
    <>
      <Link href={recordHref(object.name, one.id)}>{one.title}</Link>
      {one.note && <span className="mut sm"> {one.note}</span>}
    </>
  );
}

interface GroupsProps {
  object: ObjectMeta;
  groups: SureGroup[];
  /** The records that stay of groups that are left out. */
  without: ReadonlySet<string>;
  onTake: (id: string, take: boolean) => void;
}

/** What will be merged, each group with a tick of its own. */
export function Groups({ object, groups, without, onTake }: GroupsProps) {
  const { t } = useTranslation();
  return (
    <ul className="sure">
      {groups.map(({ stays, others, why }) => (
        <li key={stays.id}>
          <Checkbox
            aria-label={t("duplicates.sure_take", { title: stays.title })}
            checked={!without.has(stays.id)}
            onValue={(take) => onTake(stays.id, take)}
          />
          <div>
            <Name object={object} one={stays} />
            <p className="mut sm">
              {t("duplicates.sure_goes", { titles: others.map(({ title }) => title).join(", ") })}
              {" · "}
              {t("duplicates.why", { why: labels(object, why) })}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

interface DoubtsProps {
  object: ObjectMeta;
  doubts: Doubt[];
  count: number;
  onCompare: (pair: Pair) => void;
}

/** What agrees and contradicts itself: people decide, side by side. */
export function Doubts({ object, doubts, count, onCompare }: DoubtsProps) {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <details>
      <summary>{t("duplicates.sure_doubts", { count })}</summary>
      <ul className="sure">
        {doubts.map(({ records: [into, other], fields }) => (
          <li key={`${into.id} ${other.id}`}>
            <div className="sp">
              <Name object={object} one={into} /> · <Name object={object} one={other} />
              <p className="mut sm">
                {t("duplicates.sure_differ", { fields: labels(object, fields) })}
              </p>
            </div>
            <Button onClick={() => onCompare({ into, other })}>
              {t("duplicates.sure_compare")}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}
