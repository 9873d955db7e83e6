import { type KeyboardEvent, useDeferredValue, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "@/kit/Icon";
import { Kbd } from "@/kit/Kbd";
import { type Offer, type OfferGroup, useOffers } from "./use-offers";

function Marked({ text, typed }: { text: string; typed: string }) {
  const at = typed ? text.toLowerCase().indexOf(typed.toLowerCase()) : -1;
  if (at < 0) return <>{text}</>;
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + typed.length)}</mark>
      {text.slice(at + typed.length)}
    </>
  );
}

interface GroupProps {
  group: OfferGroup;
  typed: string;
  current: Offer | undefined;
  onPoint: (offer: Offer) => void;
  onRun: (offer: Offer) => void;
}

function Group({ group, typed, current, onPoint, onRun }: GroupProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of options has no element of its own
    <div role="group" aria-label={group.title}>
      <div className="ph" aria-hidden="true">
        {group.title}
      </div>
      {group.offers.map((offer) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the combobox above
        <div
          key={offer.id}
          id={`offer-${offer.id}`}
          role="option"
          tabIndex={-1}
          aria-selected={offer === current}
          className={offer === current ? "po on" : "po"}
          onPointerMove={() => onPoint(offer)}
          onClick={() => onRun(offer)}
        >
          <Icon name={offer.icon} />
          <span className="b ell">
            <Marked text={offer.label} typed={typed} />
          </span>
          {offer.note && <span className="mut sm ell">{offer.note}</span>}
          <span className="sp" />
          {offer.keys && <Kbd>{offer.keys}</Kbd>}
        </div>
      ))}
    </div>
  );
}

/** Search over everything and all commands, by one key. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const asked = useDeferredValue(typed);
  const groups = useOffers(asked);
  const offers = groups.flatMap((group) => group.offers);
  const current = offers[Math.min(at, offers.length - 1)];

  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  useEffect(() => {
    if (current)
      document.getElementById(`offer-${current.id}`)?.scrollIntoView({ block: "nearest" });
  }, [current]);

  const run = (offer: Offer) => {
    dialog.current?.close();
    void offer.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by) setAt((Math.min(at, offers.length - 1) + by + offers.length) % offers.length);
    else if (event.key === "Enter" && current) run(current);
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the window closes it, as Escape does
    <dialog
      ref={dialog}
      className="pald"
      aria-label={t("command.palette")}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
    >
      <div className="pal">
        <div className="pin">
          <Icon name="search" />
          <input
            type="text"
            role="combobox"
            aria-expanded="true"
            aria-controls="offers"
            aria-activedescendant={current && `offer-${current.id}`}
            aria-label={t("palette.ask")}
            placeholder={t("palette.ask")}
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onKeyDown={onKeyDown}
            onChange={(event) => {
              setTyped(event.target.value);
              setAt(0);
            }}
          />
          <button type="button" className="kbd" onClick={() => dialog.current?.close()}>
            Esc
          </button>
        </div>
        <div id="offers" role="listbox" aria-label={t("palette.offers")} className="offers">
          {groups.map((group) => (
            <Group
              key={group.title}
              group={group}
              typed={asked}
              current={current}
              onPoint={(offer) => setAt(offers.indexOf(offer))}
              onRun={run}
            />
          ))}
          {offers.length === 0 && <p className="ph">{t("palette.nothing")}</p>}
        </div>
        <div className="pf hide-m">{t("palette.foot")}</div>
      </div>
    </dialog>
  );
}
