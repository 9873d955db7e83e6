import type { Rec } from "@/api/types";
import type { CardTopProps } from "@/platform/extensions";
import { refreshCard } from "@/platform/record/card";
import ApprovalBanner from "./ApprovalBanner";

/** The decision on the card of the request itself: whoever is asked need not open the document. */
export default function ApprovalCard({ record }: CardTopProps) {
  const about = record.about as { object: string; id: string } | null;
  if (!about || record.deleted) return null;
  const paper = { id: about.id, version: record.version } as Rec;
  return (
    <div className="approvalcard">
      <ApprovalBanner
        object={about.object}
        record={paper}
        onDecided={() => void refreshCard("pricing.approval", record.id)}
      />
    </div>
  );
}
