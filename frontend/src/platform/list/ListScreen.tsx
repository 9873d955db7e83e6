import { useObject } from "@/api/meta";
import { useList } from "@/api/records";
import type { ObjectMeta } from "@/api/types";
import { Failure } from "@/app/errors";
import { Link } from "@/app/Link";
import { NotFound } from "@/app/NotFound";
import { useRider } from "@/app/riders";
import { listHref, recordHref } from "../addresses";
import { titleOf } from "../values/RecordPicker";

function List({ object }: { object: ObjectMeta }) {
  const list = useList(object.name, { limit: 50, count: "capped" });
  const address = listHref(object.name);
  useRider({ key: address, href: address, title: object.title, icon: object.icon });
  if (list.error) return <Failure error={list.error} onRetry={() => void list.refetch()} />;
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <div className="head">
        <h1>{object.title}</h1>
      </div>
      <ul className="tw">
        {items.map((item) => (
          <li key={item.id}>
            <Link href={recordHref(object.name, item.id)}>{titleOf(object, item)}</Link>
          </li>
        ))}
      </ul>
    </>
  );
}

/** A list of any object. */
export function ListScreen({ object: name }: { object: string }) {
  const object = useObject(name);
  return object ? <List object={object} /> : <NotFound />;
}
