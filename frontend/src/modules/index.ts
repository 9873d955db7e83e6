import type { ModuleFront } from "@/platform/extensions";
import { access } from "./access/module";
import { account } from "./account/module";
import { calculators } from "./calculators/module";
import { catalog } from "./catalog/module";
import { documents } from "./documents/module";
import { einvoice } from "./einvoice/module";
import { finance } from "./finance/module";
import { forms } from "./forms/module";
import { importing } from "./importing/module";
import { mail } from "./mail/module";
import { papers } from "./papers/module";
import { people } from "./people/module";
import { pricing } from "./pricing/module";
import { receivables } from "./receivables/module";
import { reports } from "./reports/module";
import { sales } from "./sales/module";
import { security } from "./security/module";
import { settings } from "./settings/module";
import { setup } from "./setup/module";
import { shaping } from "./shaping/module";
import { tasks } from "./tasks/module";
import { team } from "./team/module";

/** Every module with something special in the interface; all others are drawn from meta alone. */
export const modules: readonly ModuleFront[] = [
  access,
  account,
  calculators,
  catalog,
  documents,
  finance,
  forms,
  einvoice,
  importing,
  mail,
  papers,
  people,
  pricing,
  receivables,
  reports,
  sales,
  security,
  settings,
  setup,
  shaping,
  tasks,
  team,
];
