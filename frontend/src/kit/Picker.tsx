import { useEffect, useRef } from "react";
import {
  Button,
  ComboBox,
  Input,
  type Key,
  ListBox,
  ListBoxItem,
  Popover,
} from "react-aria-components";
import { Icon } from "./Icon";

export interface PickerItem {
  id: string;
  title: string;
  /** Second line that tells apart what has the same name. */
  note?: string | undefined;
  icon?: string | undefined;
}

interface Props {
  label: string;
  id?: string | undefined;
  items: PickerItem[];
  selected: string | null;
  typed: string;
  onTyped: (text: string) => void;
  onPick: (item: PickerItem | null) => void;
  placeholder?: string | undefined;
  /** What the list says when it has nothing. */
  nothing: string;
  invalid?: boolean | undefined;
  autoFocus?: boolean | undefined;
  describedBy?: string | undefined;
  onBlur?: (() => void) | undefined;
}

/** A text field that finds one of many while typing. Loaded when first shown. */
export default function Picker(props: Props) {
  const { items, selected, typed, onTyped, onPick, nothing } = props;
  const input = useRef<HTMLInputElement>(null);
  const pick = (key: Key | null) => onPick(items.find((item) => item.id === key) ?? null);
  useEffect(() => {
    if (props.autoFocus) input.current?.select();
  }, [props.autoFocus]);
  return (
    <ComboBox
      aria-label={props.label}
      items={items}
      inputValue={typed}
      onInputChange={onTyped}
      selectedKey={selected}
      onSelectionChange={pick}
      allowsEmptyCollection
      menuTrigger="focus"
      isInvalid={props.invalid ?? false}
      className="picker"
    >
      <div className={props.invalid ? "inp pick err" : "inp pick"}>
        <Input
          ref={input}
          id={props.id}
          autoFocus={props.autoFocus ?? false}
          placeholder={props.placeholder}
          aria-describedby={props.describedBy}
          onBlur={props.onBlur}
        />
        <Button className="ibtn sm">
          <Icon name="chevron-down" size="s" />
        </Button>
      </div>
      <Popover className="menu pop plist" offset={3}>
        <ListBox<PickerItem> renderEmptyState={() => <p className="mh">{nothing}</p>}>
          {(item) => (
            <ListBoxItem id={item.id} className="mi two-line" textValue={item.title}>
              {item.icon && <Icon name={item.icon} />}
              <span className="ell">{item.title}</span>
              {item.note && <span className="mut3 sm ell">{item.note}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
