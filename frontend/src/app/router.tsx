import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  Outlet,
} from "@tanstack/react-router";
import { useMeta } from "@/api/meta";
import { menuHref } from "@/platform/addresses";
import { moduleFronts } from "@/platform/extensions";
import { ListScreen } from "@/platform/list/ListScreen";
import { parseSearch, stringifySearch } from "./address";
import { BrokenScreen } from "./errors";
import { Gate } from "./Gate";
import { NotFound } from "./NotFound";
import { Shell } from "./shell/Shell";

const root = createRootRoute({
  component: () => (
    <Gate>
      <Outlet />
    </Gate>
  ),
});

/** Everything with the frame around it. */
const framed = createRoute({
  getParentRoute: () => root,
  id: "framed",
  component: () => (
    <Shell>
      <Outlet />
    </Shell>
  ),
  notFoundComponent: NotFound,
});

/** Start page: the user's own, else the first entry of his menu. */
function Home() {
  const meta = useMeta();
  const first = meta.menu[0];
  const own = meta.user.home !== "/" ? meta.user.home : first && menuHref(first);
  const [path, question = ""] = (own ?? "").split("?");
  if (!path || path === "/") return <NotFound />;
  return <Navigate to={path} search={parseSearch(question)} replace />;
}

function homeComponent() {
  const home = moduleFronts().find((one) => one.home)?.home;
  return home ?? Home;
}

function routeTree() {
  const list = createRoute({
    getParentRoute: () => framed,
    path: "/o/$object",
    component: function ListRoute() {
      const { object } = list.useParams();
      return <ListScreen key={object} object={object} />;
    },
  });
  const create = createRoute({
    getParentRoute: () => framed,
    path: "/o/$object/new",
    component: lazyRouteComponent(() => import("@/platform/form/NewScreen")),
  });
  const record = createRoute({
    getParentRoute: () => framed,
    path: "/o/$object/$id",
    component: lazyRouteComponent(() => import("@/platform/record/RecordScreen")),
  });
  const home = createRoute({ getParentRoute: () => framed, path: "/", component: homeComponent() });
  const pages = moduleFronts().flatMap((one) => one.pages ?? []);
  const page = (parent: typeof root | typeof framed, bare: boolean) =>
    pages
      .filter((one) => Boolean(one.bare) === bare)
      .map((one) =>
        createRoute({
          getParentRoute: () => parent,
          path: one.path,
          component: lazyRouteComponent(one.load),
        }),
      );
  const inFrame = [home, list, create, record, ...page(framed, false)];
  return root.addChildren([framed.addChildren(inFrame), ...page(root, true)]);
}

/** The router of the program; modules must be registered before. */
export function makeRouter() {
  return createRouter({
    routeTree: routeTree(),
    parseSearch,
    stringifySearch,
    defaultNotFoundComponent: NotFound,
    defaultErrorComponent: BrokenScreen,
    scrollRestoration: false,
  });
}
