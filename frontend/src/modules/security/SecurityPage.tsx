import "./security.css";
import { useTranslation } from "react-i18next";
import { may, useMeta, useObject } from "@/api/meta";
import { Link } from "@/app/Link";
import { NotFound } from "@/app/NotFound";
import { useRider } from "@/app/riders";
import { listHref } from "@/platform/addresses";
import { SignIns } from "./SignIns";
import { ADDRESS, useAsked } from "./security-api";

/** Logs and rules that have a page of their own, for those who may read them. */
const BESIDE = [
  { object: ADDRESS, href: listHref(ADDRESS) },
  { object: "mail.letter", href: listHref("mail.letter") },
  { object: "access.audit", href: "/audit" },
];

function Security() {
  const { t } = useTranslation();
  const { objects } = useMeta();
  const [asked, change] = useAsked();
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
      <SignIns asked={asked} change={change} />
    </div>
  );
}

/** Who came in and who tried, and the shutting out of whom one does not want. */
export default function SecurityPage() {
  return may(useObject(ADDRESS), "read") ? <Security /> : <NotFound />;
}
