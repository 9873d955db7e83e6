import { type ComponentProps, lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useObject } from "@/api/meta";
import { queries } from "@/api/queries";
import type { ObjectMeta } from "@/api/types";
import { Failure, tellProblem } from "@/app/errors";
import { NotFound } from "@/app/NotFound";
import { useRider } from "@/app/riders";
import { toast } from "@/kit/toasts";
import { usePhone } from "@/kit/use-phone";
import { listHref } from "../addresses";
import { moduleFronts, partOf } from "../extensions";
import { FilterChips } from "../filter/FilterChips";
import { JobProgress } from "../jobs/JobProgress";
import { useViewActs, useViews } from "../views/use-views";
import { isChanged, plainState, stateOf, viewStateOf } from "../views/view-state";
import { useColumns } from "./columns";
import { ListBar } from "./ListBar";
import { ListEmpty } from "./ListEmpty";
import { ListFoot } from "./ListFoot";
import { ListHead, useLayouts } from "./ListHead";
import { RecordTable } from "./RecordTable";
import { SelectionBar } from "./SelectionBar";
import { type ListControl, shownColumns, useListState, writeState } from "./state";
import { useBulk } from "./use-bulk";
import { useExport } from "./use-export";
import { type ListData, useListData } from "./use-list-data";
import { useSelection } from "./use-selection";
import { Waiting } from "./Waiting";
import { useWidths } from "./widths";

const SaveViewDialog = lazy(() => import("../views/SaveViewDialog"));

/** Whether the state differs from its saved view, and the ways to keep it. */
function useViewKeeping(
  object: ObjectMeta,
  { state }: ListControl,
  widths: Record<string, number>,
) {
  const { t } = useTranslation();
  const views = useViews(object.name).data;
  const { update } = useViewActs(object.name);
  const view = views?.find((one) => one.id === state.saved);
  const from = view ? stateOf(view) : { ...plainState(), view: state.view };
  const changed = isChanged(state, from, object);
  const keep = (id: string) => () =>
    update.mutate(
      { id, state: viewStateOf(state, widths) },
      { onSuccess: () => toast(t("view.kept")), onError: tellProblem },
    );
  return { changed, onUpdateView: view?.mine ? keep(view.id) : null };
}

type WidthsOfView = Record<string, number> | undefined;

interface BodyProps extends ListControl {
  object: ObjectMeta;
  data: ListData;
}

function JobLine(props: ComponentProps<typeof JobProgress>) {
  return (
    <div className="foot">
      <JobProgress {...props} />
    </div>
  );
}

/** What modules have to say over this list. */
function Notes({ object }: { object: string }) {
  return (
    <Suspense>
      {moduleFronts().map(({ name, listNotes }) => {
        const load = listNotes?.[object];
        const Note = load && partOf(load);
        return Note && <Note key={name} />;
      })}
    </Suspense>
  );
}

function Rows({ object, data, state, change }: BodyProps) {
  const views = useViews(object.name).data;
  const view = views?.find((one) => one.id === state.saved);
  const { widths, resize } = useWidths(object.name, view?.state.widths as WidthsOfView);
  const columns = useColumns(object, shownColumns(object, state), widths, data.rows);
  const selection = useSelection(
    data.rows,
    JSON.stringify([state.filter, state.search, state.deleted]),
  );
  const keeping = useViewKeeping(object, { state, change }, widths);
  const exporting = useExport(object.name);
  const bulk = useBulk(object.name, selection.clear);
  const [naming, setNaming] = useState(false);
  const [edit, setEdit] = useState<{ run: (() => void) | null }>({ run: null });
  const phone = usePhone();
  const control = { object, state, change };
  const chips = (
    <FilterChips
      object={object}
      filter={state.filter}
      onChange={(filter) => change({ filter }, true)}
    />
  );
  const failed = data.list.error && data.rows.length === 0;
  const stop = () => void queries.cancelQueries({ queryKey: ["records", object.name, "list"] });
  return (
    <>
      <ListHead
        {...control}
        total={data.total}
        exact={data.exact}
        onNewView={() => setNaming(true)}
      />
      <ListBar
        {...control}
        {...keeping}
        exporting={exporting}
        onEdit={edit.run}
        onSaveView={() => setNaming(true)}
      >
        {phone && chips}
      </ListBar>
      <Notes object={object.name} />
      {!phone && <div className="chips">{chips}</div>}
      {failed && <Failure error={data.list.error} onRetry={() => void data.list.refetch()} />}
      {data.loading && <Waiting columns={columns} onCancel={stop} />}
      {data.list.isSuccess && data.rows.length === 0 && <ListEmpty {...control} />}
      {data.rows.length > 0 && (
        // Another question begins at its own place: the top, or where it was left.
        <RecordTable
          key={JSON.stringify([state.filter, state.search, state.sort, state.group, state.deleted])}
          {...control}
          data={data}
          selection={selection}
          widths={widths}
          onResize={resize}
          onEditable={(run) => setEdit({ run })}
        />
      )}
      {[exporting, bulk].map(
        ({ job, onOver }) => job && <JobLine key={job} id={job} onOver={onOver} />,
      )}
      {selection.all || selection.ids.size > 0 ? (
        <SelectionBar
          object={object}
          state={state}
          rows={data.rows}
          total={data.total}
          selection={selection}
          bulk={bulk}
          exporting={exporting}
        />
      ) : (
        <ListFoot
          object={object}
          state={state}
          loaded={data.rows.length}
          total={data.total}
          exact={data.exact}
        />
      )}
      {naming && (
        <Suspense>
          <SaveViewDialog
            object={object.name}
            state={viewStateOf(state, widths)}
            onClose={() => setNaming(false)}
            onSaved={(view) => {
              setNaming(false);
              change({ saved: view.id }, true);
            }}
          />
        </Suspense>
      )}
    </>
  );
}

function List({ object, ...control }: ListControl & { object: ObjectMeta }) {
  const data = useListData(object, control.state);
  return <Rows object={object} data={data} {...control} />;
}

/** Another layout of the same records, brought by the platform or a module. */
function Layout({ object, id }: { object: ObjectMeta; id: string }) {
  const view = moduleFronts()
    .flatMap((one) => one.listViews ?? [])
    .find((one) => one.id === id && one.objects(object));
  const Screen = view && partOf(view.load);
  return Screen ? <Screen object={object.name} /> : <NotFound />;
}

function Screen({ object }: { object: ObjectMeta }) {
  const control = useListState();
  const address = listHref(object.name);
  useRider({
    key: address,
    href: `${address}${writeState(control.state)}`,
    title: object.title,
    icon: object.icon,
  });
  const layouts = useLayouts(object);
  const { view } = control.state;
  if (view !== "list" && layouts.some((one) => one.value === view))
    return <Layout object={object} id={view} />;
  return <List object={object} {...control} />;
}

/** A list of any object. */
export function ListScreen({ object: name }: { object: string }) {
  const object = useObject(name);
  return object ? <Screen object={object} /> : <NotFound />;
}
