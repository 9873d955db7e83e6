import { useMeta, useObject } from "@/api/meta";
import type { LinkValue, RecordLink } from "@/api/types";
import { Link } from "@/app/Link";
import { Avatar } from "@/kit/Avatar";
import { Tag } from "@/kit/Tag";
import { recordHref } from "../addresses";
import { AnyPicker } from "./AnyPicker";
import type { EditProps, FilterProps, ShowProps, ValueKind } from "./kind";
import { RecordPicker, RecordsPicker } from "./RecordPicker";

/** The platform's own object for people who sign in; shown with their initials. */
const USER = "access.user";

function One({ target, value, short }: { target: string; value: LinkValue; short: boolean }) {
  const known = useObject(target);
  if (value.color) return <Tag tone={value.color}>{value.title}</Tag>;
  const person = target === USER && <Avatar name={value.title} />;
  if (short || !known || target === USER)
    return (
      <span className="row g4">
        {person}
        <span className="ell">{value.title}</span>
      </span>
    );
  return <Link href={recordHref(target, value.id)}>{value.title}</Link>;
}

function Show({ field, value, short }: ShowProps) {
  return <One target={field.target ?? ""} value={value as LinkValue} short={short} />;
}

function ShowMany({ field, value, short }: ShowProps) {
  return (
    <span className="row g4 tags">
      {(value as LinkValue[]).map((one) =>
        one.color || short ? (
          <Tag key={one.id} tone={one.color}>
            {one.title}
          </Tag>
        ) : (
          <One key={one.id} target={field.target ?? ""} value={one} short={short} />
        ),
      )}
    </span>
  );
}

function ShowAny({ value, short }: ShowProps) {
  const { objects } = useMeta();
  const link = value as RecordLink;
  if (short || !objects[link.object]) return <>{link.title}</>;
  return <Link href={recordHref(link.object, link.id)}>{link.title}</Link>;
}

function Edit(props: EditProps) {
  return <RecordPicker {...props} target={props.field.target ?? ""} />;
}

function Filter({ operator, ...rest }: FilterProps) {
  const target = rest.field.target ?? "";
  if (operator === "in") return <RecordsPicker {...rest} target={target} forFilter />;
  return <RecordPicker {...rest} target={target} forFilter />;
}

function EditMany(props: EditProps) {
  return <RecordsPicker {...props} target={props.field.target ?? ""} />;
}

export const link: ValueKind = { Show, Edit, Filter, width: 140 };
export const links: ValueKind = { Show: ShowMany, Edit: EditMany, Filter, width: 170 };
export const record: ValueKind = { Show: ShowAny, Edit: AnyPicker, Filter, width: 170 };
