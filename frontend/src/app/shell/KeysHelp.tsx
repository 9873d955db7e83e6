import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/kit/Dialog";
import { Checkbox } from "@/kit/inputs";
import { Kbd } from "@/kit/Kbd";
import { enableLetters, lettersEnabled, shortcutsOf, useAllCommands } from "../commands";
import { printStroke } from "../strokes";

/** All keys that work now, by group; plain letters can be switched off here. */
export default function KeysHelp({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const [letters, setLetters] = useState(lettersEnabled);
  const withKeys = useAllCommands().filter((one) => shortcutsOf(one).length > 0);
  const groups = Map.groupBy(withKeys, (one) => one.group ?? t("keys.screen"));
  const toggle = (on: boolean) => {
    enableLetters(on);
    setLetters(on);
  };
  return (
    <Dialog
      title={t("command.keys")}
      closeLabel={t("action.close")}
      isOpen
      onClose={onClose}
      size="l"
    >
      <label className="row">
        <Checkbox checked={letters} onValue={toggle} />
        {t("keys.letters")}
      </label>
      <div className="keys">
        {[...groups].map(([group, commands]) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {commands.map((one) => (
                <div key={one.id}>
                  <dt>{one.label}</dt>
                  <dd>
                    {shortcutsOf(one).map((keys) => (
                      <Kbd key={keys}>{printStroke(keys, i18n.language)}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
