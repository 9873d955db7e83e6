/** Drawings of the icon set on a 16 px grid, stroke 1.4, one entry per name used in meta, menus and commands. */
import type { ReactNode } from "react";

export const drawings = {
  archive: (
    <>
      <path d="M2.2 3h11.6v3H2.2zM3.2 6v7.2h9.6V6M6.4 8.6h3.2" />
    </>
  ),
  attachment: (
    <>
      <path d="m12.6 7.2-4.8 4.8a2.9 2.9 0 0 1-4.2-4.2l5.2-5.2a2 2 0 0 1 2.9 2.9L6.6 10.6a1 1 0 0 1-1.5-1.5l4.6-4.6" />
    </>
  ),
  bell: (
    <>
      <path d="M3 11.4h10l-1.2-1.8V6.8a3.8 3.8 0 0 0-7.6 0v2.8zM6.6 13.4h2.8" />
    </>
  ),
  board: (
    <>
      <rect x="2" y="2.6" width="3.4" height="10.8" rx=".8" />
      <rect x="6.4" y="2.6" width="3.4" height="7" rx=".8" />
      <rect x="10.8" y="2.6" width="3.2" height="9" rx=".8" />
    </>
  ),
  bolt: (
    <>
      <path d="M9 1.6 3.2 9h4L6.6 14.4 12.8 7h-4z" />
    </>
  ),
  branch: (
    <>
      <circle cx="4" cy="3.6" r="1.6" />
      <circle cx="4" cy="12.4" r="1.6" />
      <circle cx="12" cy="5.6" r="1.6" />
      <path d="M4 5.2v5.6M12 7.2c0 2.6-8 1.2-8 3.6" />
    </>
  ),
  calendar: (
    <>
      <rect x="2.2" y="3.2" width="11.6" height="10.4" rx="1.4" />
      <path d="M2.2 6.4h11.6M5.2 1.8v2.6M10.8 1.8v2.6" />
    </>
  ),
  "call-in": (
    <>
      <path d="M3 3.6h2.2l1.2 3-1.6 1.2c.8 1.8 2.2 3.2 4 4l1.2-1.6 3 1.2v2.2c0 .4-.4.8-1 .8-5-.3-9.2-4.5-9.6-9.8 0-.6.2-1 .6-1z" />
      <path d="M13.8 2.2 9.6 6.4M9.4 3.2v3.4h3.4" />
    </>
  ),
  "call-out": (
    <>
      <path d="M3 3.6h2.2l1.2 3-1.6 1.2c.8 1.8 2.2 3.2 4 4l1.2-1.6 3 1.2v2.2c0 .4-.4.8-1 .8-5-.3-9.2-4.5-9.6-9.8 0-.6.2-1 .6-1z" />
      <path d="m9.4 6.6 4.2-4.2M10.2 2.2h3.6v3.6" />
    </>
  ),
  campaign: (
    <>
      <path d="M2.2 6.4v3.2h2.2L11 12.8V3.2L4.4 6.4z" />
      <path d="M13.2 6.2c.6.5.9 1.1.9 1.8s-.3 1.3-.9 1.8M4.8 9.8l.8 3.4h1.8l-.8-2.6" />
    </>
  ),
  card: (
    <>
      <rect x="2" y="3" width="12" height="10" rx="1.2" />
      <path d="M4.6 6.2h4M4.6 8.6h6.8M4.6 10.8h5" />
    </>
  ),
  chart: (
    <>
      <path d="M2.2 2v11.8H14" />
      <path d="M5.2 11V8.2M8.2 11V4.6M11.2 11V6.6" />
    </>
  ),
  check: (
    <>
      <path d="m3 8.6 3.2 3.2L13 4.6" />
    </>
  ),
  "chevron-down": (
    <>
      <path d="m4 6.2 4 4 4-4" />
    </>
  ),
  "chevron-left": (
    <>
      <path d="m9.8 4-4 4 4 4" />
    </>
  ),
  "chevron-right": (
    <>
      <path d="m6.2 4 4 4-4 4" />
    </>
  ),
  "chevron-up": (
    <>
      <path d="m4 9.8 4-4 4 4" />
    </>
  ),
  clock: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.4V8l2.6 1.6" />
    </>
  ),
  close: (
    <>
      <path d="m4 4 8 8M12 4l-8 8" />
    </>
  ),
  columns: (
    <>
      <rect x="2" y="2.6" width="12" height="10.8" rx="1.2" />
      <path d="M6 2.6v10.8M10 2.6v10.8" />
    </>
  ),
  company: (
    <>
      <path d="M2.6 13.8V3.2L9 1.8v12M9 6h4.4v7.8M1.6 13.8h12.8" />
      <path d="M4.8 5.4h2M4.8 8h2M4.8 10.6h2M11.2 8.6v.2M11.2 11v.2" />
    </>
  ),
  contrast: (
    <>
      <circle cx="8" cy="8" r="5.8" />
      <path d="M8 2.2v11.6a5.8 5.8 0 0 0 0-11.6z" fill="currentColor" />
    </>
  ),
  copy: (
    <>
      <rect x="5.4" y="5.4" width="8" height="8" rx="1.2" />
      <path d="M10.6 5.4V3.8c0-.7-.5-1.2-1.2-1.2H3.8c-.7 0-1.2.5-1.2 1.2v5.6c0 .7.5 1.2 1.2 1.2h1.6" />
    </>
  ),
  day: (
    <>
      <circle cx="8" cy="8" r="2.7" />
      <path d="M8 1.6v1.6M8 12.8v1.6M1.6 8h1.6M12.8 8h1.6M3.5 3.5l1.1 1.1M11.4 11.4l1.1 1.1M12.5 3.5l-1.1 1.1M4.6 11.4l-1.1 1.1" />
    </>
  ),
  deal: (
    <>
      <rect x="2" y="2.5" width="3.2" height="11" rx=".8" />
      <rect x="6.4" y="2.5" width="3.2" height="7.4" rx=".8" />
      <rect x="10.8" y="2.5" width="3.2" height="4.4" rx=".8" />
    </>
  ),
  dial: (
    <>
      <g fill="currentColor" stroke="none">
        <circle cx="4" cy="3.6" r="1.1" />
        <circle cx="8" cy="3.6" r="1.1" />
        <circle cx="12" cy="3.6" r="1.1" />
        <circle cx="4" cy="7.4" r="1.1" />
        <circle cx="8" cy="7.4" r="1.1" />
        <circle cx="12" cy="7.4" r="1.1" />
        <circle cx="4" cy="11.2" r="1.1" />
        <circle cx="8" cy="11.2" r="1.1" />
        <circle cx="12" cy="11.2" r="1.1" />
        <circle cx="8" cy="14.6" r="1.1" />
      </g>
    </>
  ),
  download: (
    <>
      <path d="M8 2.4v7.8M4.8 7.2 8 10.4l3.2-3.2M2.6 13.4h10.8" />
    </>
  ),
  drag: (
    <>
      <g fill="currentColor" stroke="none">
        <circle cx="6" cy="4" r="1" />
        <circle cx="10" cy="4" r="1" />
        <circle cx="6" cy="8" r="1" />
        <circle cx="10" cy="8" r="1" />
        <circle cx="6" cy="12" r="1" />
        <circle cx="10" cy="12" r="1" />
      </g>
    </>
  ),
  edit: (
    <>
      <path d="m3 10.6-.6 3 3-.6 7.8-7.8-2.4-2.4z" />
      <path d="m9.2 4.4 2.4 2.4" />
    </>
  ),
  eye: (
    <>
      <path d="M1.6 8C3 5.2 5.2 3.8 8 3.8S13 5.2 14.4 8C13 10.8 10.8 12.2 8 12.2S3 10.8 1.6 8z" />
      <circle cx="8" cy="8" r="1.9" />
    </>
  ),
  filter: (
    <>
      <path d="M2 4h12M4.4 8h7.2M6.6 12h2.8" />
    </>
  ),
  globe: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M2 8h12M8 2c2 2 2.6 4 2.6 6S10 12 8 14c-2-2-2.6-4-2.6-6S6 4 8 2z" />
    </>
  ),
  group: (
    <>
      <path d="M2 3.4h12M4.6 6.8H14M4.6 10.2H14M2 13.4h12" />
    </>
  ),
  "hang-up": (
    <>
      <path d="M1.8 9.4c3.8-3.4 8.6-3.4 12.4 0l-1.4 2.2-2.8-1.2V8.6c-1.4-.4-2.6-.4-4 0v1.8l-2.8 1.2z" />
    </>
  ),
  hash: (
    <>
      <path d="M6.2 2.4 4.8 13.6M11.2 2.4 9.8 13.6M2.6 5.8h11.2M2.2 10.2h11.2" />
    </>
  ),
  help: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M6.2 6.4c0-1 .8-1.7 1.8-1.7s1.8.7 1.8 1.6c0 1.3-1.8 1.4-1.8 2.7M8 11.3v.1" />
    </>
  ),
  home: (
    <>
      <path d="M2.4 7.4 8 2.6l5.6 4.8M4 6.6v6.8h8V6.6M6.6 13.4V9.6h2.8v3.8" />
    </>
  ),
  inbox: (
    <>
      <path d="M2 9.2 3.9 3h8.2L14 9.2V13H2z" />
      <path d="M2 9.2h3.6l.9 1.7h3l.9-1.7H14" />
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 7.4v3.6M8 5v.1" />
    </>
  ),
  invoice: (
    <>
      <path d="M3.2 1.8h9.6v12.4l-1.6-1-1.6 1-1.6-1-1.6 1-1.6-1-1.6 1z" />
      <path d="M5.6 5.4h4.8M5.6 8.2h4.8" />
    </>
  ),
  keyboard: (
    <>
      <rect x="1.6" y="4" width="12.8" height="8" rx="1.2" />
      <path d="M4 6.6h.1M6.6 6.6h.1M9.2 6.6h.1M11.8 6.6h.1M4.8 9.6h6.4" />
    </>
  ),
  lead: (
    <>
      <path d="M2 3h12l-4.6 5.4v4.2l-2.8 1.2V8.4z" />
    </>
  ),
  lifebuoy: (
    <>
      <circle cx="8" cy="8" r="6" />
      <circle cx="8" cy="8" r="2.6" />
      <path d="m3.8 3.8 2.3 2.3M9.9 9.9l2.3 2.3M12.2 3.8 9.9 6.1M6.1 9.9l-2.3 2.3" />
    </>
  ),
  link: (
    <>
      <path d="M6.6 9.4 9.4 6.6M7.2 4.6l1.6-1.6a2.6 2.6 0 0 1 3.8 3.8l-1.8 1.6M8.8 11.4 7.2 13a2.6 2.6 0 0 1-3.8-3.8l1.8-1.6" />
    </>
  ),
  list: (
    <>
      <path d="M2.4 4h11.2M2.4 8h11.2M2.4 12h11.2" />
    </>
  ),
  lock: (
    <>
      <rect x="3.2" y="7" width="9.6" height="6.8" rx="1.2" />
      <path d="M5.2 7V5a2.8 2.8 0 0 1 5.6 0v2" />
    </>
  ),
  logout: (
    <>
      <path d="M9.6 2.6H3.4v10.8h6.2M6.8 8h7M11.2 5.4 13.8 8l-2.6 2.6" />
    </>
  ),
  mail: (
    <>
      <rect x="1.8" y="3.2" width="12.4" height="9.6" rx="1.2" />
      <path d="m2.2 4.2 5.8 4.6 5.8-4.6" />
    </>
  ),
  map: (
    <>
      <path d="M2 4.2 6 2.6l4 1.6 4-1.6v9.2l-4 1.6-4-1.6-4 1.6zM6 2.6v9.2M10 4.2v9.2" />
    </>
  ),
  maximise: (
    <>
      <rect x="3" y="3" width="10" height="10" rx="1" />
    </>
  ),
  merge: (
    <>
      <path d="M3.4 2.4v3c0 2.6 4.6 2.2 4.6 5.2v3M12.6 2.4v3c0 2.6-4.6 2.2-4.6 5.2M5.8 11.6 8 13.8l2.2-2.2" />
    </>
  ),
  message: (
    <>
      <path d="M2.2 3h11.6v8H7.4l-3 2.6V11H2.2z" />
    </>
  ),
  microphone: (
    <>
      <rect x="6" y="1.8" width="4" height="7.6" rx="2" />
      <path d="M3.6 7.6a4.4 4.4 0 0 0 8.8 0M8 12v2.2" />
    </>
  ),
  minimise: (
    <>
      <path d="M3.4 12.4h9.2" />
    </>
  ),
  money: (
    <>
      <path d="M5.4 13.6V2.6h4a3 3 0 0 1 0 6H3.4M3.4 11h5.4" />
    </>
  ),
  moon: (
    <>
      <path d="M13 9.8A5.6 5.6 0 0 1 6.2 3 5.6 5.6 0 1 0 13 9.8z" />
    </>
  ),
  more: (
    <>
      <circle cx="3.4" cy="8" r=".9" fill="currentColor" />
      <circle cx="8" cy="8" r=".9" fill="currentColor" />
      <circle cx="12.6" cy="8" r=".9" fill="currentColor" />
    </>
  ),
  note: (
    <>
      <path d="M2.4 2.4h11.2v7.4l-3.8 3.8H2.4z" />
      <path d="M13.6 9.8H9.8v3.8M5 5.6h6M5 8.2h3.4" />
    </>
  ),
  offer: (
    <>
      <path d="M3.4 1.8h6.2l3 3v9.4H3.4z" />
      <path d="M9.6 1.8v3h3M5.6 8h4.8M5.6 10.6h4.8" />
    </>
  ),
  offline: (
    <>
      <path d="M4.8 12.6h6.8a2.8 2.8 0 0 0 .6-5.5 4.2 4.2 0 0 0-7.4-1.6M4.2 6.6a3.1 3.1 0 0 0 .6 6M2.4 2.4l11.2 11.2" />
    </>
  ),
  pause: (
    <>
      <path d="M5.4 3.2v9.6M10.6 3.2v9.6" />
    </>
  ),
  person: (
    <>
      <circle cx="8" cy="5" r="2.7" />
      <path d="M2.8 13.8c.5-2.9 2.5-4.4 5.2-4.4s4.7 1.5 5.2 4.4" />
    </>
  ),
  phone: (
    <>
      <path d="M3 2.6h2.6l1.2 3-1.6 1.2c.8 1.8 2.2 3.2 4 4l1.2-1.6 3 1.2V13c0 .6-.5 1-1 1C7 13.7 2.3 9 2 3.6c0-.5.4-1 1-1z" />
    </>
  ),
  play: (
    <>
      <path d="M4.6 2.8v10.4L13 8z" fill="currentColor" />
    </>
  ),
  plus: (
    <>
      <path d="M8 3v10M3 8h10" />
    </>
  ),
  print: (
    <>
      <path d="M4.4 6V2.2h7.2V6M4.4 11.6H2.2V6h11.6v5.6h-2.2" />
      <path d="M4.4 9.4h7.2v4.4H4.4z" />
    </>
  ),
  product: (
    <>
      <path d="m8 1.8 5.6 2.8v6.8L8 14.2l-5.6-2.8V4.6z" />
      <path d="M2.4 4.6 8 7.4l5.6-2.8M8 7.4v6.8" />
    </>
  ),
  redo: (
    <>
      <path d="M13 6.2H6.6a3.6 3.6 0 0 0 0 7.2h3.8M10.4 3.4l2.8 2.8-2.8 2.8" />
    </>
  ),
  refresh: (
    <>
      <path d="M13.4 6.4A5.6 5.6 0 0 0 3.4 5M2.6 9.6a5.6 5.6 0 0 0 10 1.4" />
      <path d="M3.2 2v3.2h3.2M12.8 14v-3.2H9.6" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.4" />
      <path d="m10.3 10.3 3.5 3.5" />
    </>
  ),
  send: (
    <>
      <path d="M2 8 14 2.4 10.4 13.6 7.6 9.2zM7.6 9.2 14 2.4" />
    </>
  ),
  settings: (
    <>
      <path d="M2 4.4h7M12.4 4.4H14M2 8h1.6M7 8h7M2 11.6h6M11.4 11.6H14" />
      <circle cx="10.7" cy="4.4" r="1.6" />
      <circle cx="5.3" cy="8" r="1.6" />
      <circle cx="9.7" cy="11.6" r="1.6" />
    </>
  ),
  share: (
    <>
      <circle cx="4" cy="8" r="1.8" />
      <circle cx="12" cy="4" r="1.8" />
      <circle cx="12" cy="12" r="1.8" />
      <path d="m5.6 7.2 4.8-2.4M5.6 8.8l4.8 2.4" />
    </>
  ),
  sms: (
    <>
      <path d="M2.2 3h11.6v8H7.4l-3 2.6V11H2.2z" />
      <path d="M5.2 7v.1M8 7v.1M10.8 7v.1" />
    </>
  ),
  sort: (
    <>
      <path d="M8 3v10M4.8 9.8 8 13l3.2-3.2" />
    </>
  ),
  star: (
    <>
      <path d="m8 2 1.9 3.9 4.2.6-3 3 .7 4.3L8 11.8l-3.8 2 .7-4.3-3-3 4.2-.6z" />
    </>
  ),
  sun: (
    <>
      <circle cx="8" cy="8" r="2.9" />
      <path d="M8 1.4v1.4M8 13.2v1.4M1.4 8h1.4M13.2 8h1.4M3.3 3.3l1 1M11.7 11.7l1 1M12.7 3.3l-1 1M4.3 11.7l-1 1" />
    </>
  ),
  swap: (
    <>
      <path d="M2.6 5.4h10M10 2.8l2.6 2.6L10 8M13.4 10.6h-10M6 8l-2.6 2.6L6 13.2" />
    </>
  ),
  task: (
    <>
      <rect x="2.4" y="2.4" width="11.2" height="11.2" rx="1.6" />
      <path d="m5.2 8.2 2 2 3.6-4.2" />
    </>
  ),
  text: (
    <>
      <path d="M3 4V2.8h10V4M8 2.8v10.4M6.2 13.2h3.6" />
    </>
  ),
  translate: (
    <>
      <path d="M2 5.4h10.4M9.6 2.4l3 3-3 3M14 10.8H3.6M6.4 7.8l-3 3 3 3" />
    </>
  ),
  trash: (
    <>
      <path d="M2.6 4h10.8M6 4V2.4h4V4M4 4l.6 9.6h6.8L12 4M6.6 6.6v4.4M9.4 6.6v4.4" />
    </>
  ),
  undo: (
    <>
      <path d="M3 6.2h6.4a3.6 3.6 0 0 1 0 7.2H5.6M5.6 3.4 2.8 6.2l2.8 2.8" />
    </>
  ),
  upload: (
    <>
      <path d="M8 10.6V2.8M4.8 5.8 8 2.6l3.2 3.2M2.6 13.4h10.8" />
    </>
  ),
  users: (
    <>
      <circle cx="6" cy="5.4" r="2.3" />
      <path d="M1.6 13c.4-2.5 2-3.8 4.4-3.8s4 1.3 4.4 3.8M10.4 3.4a2.2 2.2 0 0 1 0 4.2M11.8 9.6c1.5.5 2.4 1.6 2.7 3.4" />
    </>
  ),
  waiting: (
    <>
      <path d="M4.2 2.2h7.6M4.2 13.8h7.6M5.2 2.2c0 3.4 5.6 3.8 5.6 5.8s-5.6 2.4-5.6 5.8M10.8 2.2c0 3.4-5.6 3.8-5.6 5.8s5.6 2.4 5.6 5.8" />
    </>
  ),
  warning: (
    <>
      <path d="M8 2 14.4 13.4H1.6z" />
      <path d="M8 6.4v3.4M8 11.5v.1" />
    </>
  ),
  ban: (
    <>
      <circle cx="8" cy="8" r="5.8" />
      <path d="m4 4 8 8" />
    </>
  ),
  shield: (
    <>
      <path d="M8 1.8 13 3.6v4c0 3.2-2 5.4-5 6.6-3-1.2-5-3.4-5-6.6v-4z" />
    </>
  ),
  tag: (
    <>
      <path d="M2.4 2.4h5.4l5.8 5.8-5.4 5.4-5.8-5.8z" />
      <circle cx="5.4" cy="5.4" r=".9" />
    </>
  ),
} satisfies Record<string, ReactNode>;
