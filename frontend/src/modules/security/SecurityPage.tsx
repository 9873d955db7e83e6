import "./security.css";
import { useTranslation } from "react-i18next";
import { may, useMeta, useObject } from "@/api/meta";
import { Link } from "@/app/Link";
import { NotFound } from "@/app/NotFound";
import { useRider } from "@/app/riders";
import { Tabs } from "@/kit/Tabs";
import { listHref } from "@/platform/addresses";
import { AllSessions } from "./AllSessions";
import { AllTokens } from "./AllTokens";
import { Findings } from "./Findings";
import { Locks } from "./Locks";
import { Rules } from "./Rules";
import { SignIns } from "./SignIns";
import { ADDRESS, useAsked } from "./security-api";

/** Logs and rules that have a page of their own, for those who may read them. */
const BESIDE = [
  { object: ADDRESS, href: listHref(ADDRESS) },
  { object: "mail.letter", href: listHref("mail.letter") },
  { object: "access.audit", href: "/audit" },
];

const PARTS = ["findings", "log", "sessions", "tokens", "locks", "rules"] as const;

function Security() {
  const { t } = useTranslation();
  const { objects, user } = useMeta();
  const [asked, change] = useAsked();
  // The rules are settings of the firm, which are the administrators'.
  const parts = PARTS.filter((one) => one !== "rules" || user.administrator);
  const part = parts.find((one) => one === asked.part) ?? PARTS[0];
  const title = t("security.title");
  useRider({ key: "/security", href: "/security", title, icon: "shield" });
  const beside = BESIDE.filter((one) => may(objects[one.object], "read"));
  return (
    <div className="security">
      <div className="head">
        <h1>{title}</h1>
        <span className="sp" />
        {beside.map((one) => (
          <Link key={one.object} className="btn q" href={one.href}>
            {objects[one.object]?.title}
          </Link>
        ))}
      </div>
      <Tabs
        label={title}
        tabs={parts.map((id) => ({ id, label: t(`security.part_${id}`) }))}
        selected={part}
        onSelect={(id) => change({ part: id === PARTS[0] ? "" : id })}
      >
        {part === "findings" && <Findings />}
        {part === "log" && <SignIns asked={asked} change={change} />}
        {part === "sessions" && <AllSessions />}
        {part === "tokens" && <AllTokens />}
        {part === "locks" && <Locks />}
        {part === "rules" && <Rules />}
      </Tabs>
    </div>
  );
}

/** Who came in and who tried, and the shutting out of whom one does not want. */
export default function SecurityPage() {
  return may(useObject(ADDRESS), "read") ? <Security /> : <NotFound />;
}
