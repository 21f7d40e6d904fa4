/** The look of a page. Colours come in pairs, light and dark; print takes the light ones. */
export function pageStyle(): string {
  return style;
}

const style = `
:root {
  color-scheme: light dark;
  --page: light-dark(#f4f6f8, #0d1319);
  --panel: light-dark(#fff, #151d25);
  --ink: light-dark(#17212b, #e4ebf2);
  --soft: light-dark(#566372, #97a5b4);
  --line: light-dark(#dfe4ea, #28343f);
  --link: light-dark(#0b6478, #5fc8de);
  --tone: var(--soft);
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace;
}
.is-succeeded { --tone: light-dark(#187347, #55c990); }
.is-failed { --tone: light-dark(#bd2530, #ff8085); }
.is-warning { --tone: light-dark(#8a5a00, #e8b85c); }
.is-running { --tone: light-dark(#0a62ad, #6cb8ff); }
.is-cancelled { --tone: light-dark(#7c469c, #c99aec); }
.is-pending, .is-skipped { --tone: var(--soft); }
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 76rem; padding: 2.5rem clamp(1rem, 4vw, 2.5rem) 3rem;
  background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Open Sans", sans-serif;
  font-variant-numeric: tabular-nums;
}
h1 { display: flex; flex-wrap: wrap; align-items: center; gap: .35rem .8rem; margin: 0; font-size: 1.75rem; line-height: 1.25; letter-spacing: -.015em; }
h2 { margin: 0 0 .6rem; font-size: 1.1rem; letter-spacing: -.005em; }
h1, h2, p, dd { overflow-wrap: anywhere; }
td { overflow-wrap: break-word; }
.subtitle { margin: .4rem 0 0; color: var(--soft); font-size: 1.05rem; }
section { margin-top: 2.25rem; scroll-margin-top: 1rem; }
.note { margin: 0 0 .6rem; color: var(--soft); }
.panel + .note { margin: .5rem 0 0; font-size: .9rem; }
nav { display: flex; flex-wrap: wrap; gap: .4rem; margin-top: 1.1rem; }
nav a { padding: .15rem .7rem; border: 1px solid var(--line); border-radius: 99px; background: var(--panel); color: var(--link); font-size: .88rem; text-decoration: none; }
nav a:hover { border-color: currentColor; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.panel { border: 1px solid var(--line); border-radius: 12px; background: var(--panel); box-shadow: 0 1px 2px rgb(16 32 48 / .05); }
.scroll { overflow: auto; }
.more { mask-image: linear-gradient(to left, #0000, #000 4rem); }
section:has(.more) > h2::after { content: "more on the right: scroll sideways"; margin-inline-start: .8rem; color: var(--soft); font-size: .85rem; font-weight: 400; letter-spacing: 0; }
.sheet { position: absolute; width: 0; height: 0; }
.icon { flex: none; width: 1em; height: 1em; }
.badge { display: inline-flex; align-items: center; gap: .38em; padding: .08em .65em .08em .5em; border-radius: 99px; background: color-mix(in srgb, var(--tone) 13%, transparent); color: var(--tone); font-size: .9rem; font-weight: 550; letter-spacing: 0; white-space: nowrap; }
td .badge { font-size: .85rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.none { color: var(--soft); }
code, pre { font-family: var(--mono); font-size: .87em; }
.grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(11rem, 100%), 1fr)); gap: .8rem; margin: 0; }
.card { padding: .85rem 1.1rem 1rem; border: 1px solid var(--line); border-radius: 12px; background: var(--panel); box-shadow: 0 1px 2px rgb(16 32 48 / .05); }
.card dt { display: flex; align-items: center; gap: .45em; color: var(--soft); font-size: .88rem; }
.card dt .icon { color: var(--tone); }
.card dd { margin: .1rem 0 0; font-size: 1.5rem; font-weight: 600; line-height: 1.3; letter-spacing: -.01em; }
.card[class*=is-] dd { color: var(--tone); }
.card small { display: block; color: var(--soft); font-size: .85rem; font-weight: 400; letter-spacing: 0; }
.pairs { margin: 0; padding: .35rem 1.1rem; }
.pairs div { display: grid; grid-template-columns: minmax(7rem, 15rem) 1fr; gap: 1rem; padding: .5rem 0; }
.pairs div + div { border-top: 1px solid var(--line); }
.pairs dt { color: var(--soft); overflow-wrap: anywhere; }
.pairs dd { margin: 0; white-space: pre-wrap; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .5rem .9rem; text-align: start; vertical-align: baseline; }
.end { text-align: end; }
.data { font-size: .94rem; }
.data thead th { padding: 0; border-bottom: 1px solid var(--line); background: color-mix(in srgb, var(--page) 55%, var(--panel)); white-space: nowrap; }
.data tbody + tbody > tr:first-child > td { border-top: 1px solid var(--line); }
.data tbody:hover > tr:first-child { background: color-mix(in srgb, var(--link) 5%, transparent); }
.data td.end { white-space: nowrap; }
.data code { display: inline-block; min-width: 7rem; vertical-align: top; overflow-wrap: anywhere; }
th button { width: 100%; padding: .5rem .9rem; border: 0; background: none; color: var(--soft); font: inherit; font-size: .85rem; font-weight: 600; text-align: inherit; cursor: pointer; }
th button:hover, [aria-sort] button { color: var(--ink); }
th button::after { content: ""; display: inline-block; width: .4em; height: .4em; margin-inline-start: .55em; border: solid currentColor; border-width: 1.6px 1.6px 0 0; transform: translateY(5%) rotate(-45deg); opacity: 0; }
.end button { position: relative; }
.end button::after { position: absolute; top: calc(50% - .15em); right: .3em; margin: 0; }
th button:hover::after, th button:focus-visible::after { opacity: .5; }
[aria-sort] button::after { opacity: 1 !important; }
[aria-sort=descending] button::after { transform: translateY(-35%) rotate(135deg); }
.opener { width: 2.4rem; padding-inline: .6rem 0 !important; }
.opener button { display: grid; place-items: center; width: 1.5rem; height: 1.5rem; padding: 0; border: 0; border-radius: 6px; background: none; color: var(--soft); cursor: pointer; vertical-align: middle; }
.opener button:hover { background: var(--line); color: var(--ink); }
.opener button::before { content: ""; width: .42rem; height: .42rem; border: solid currentColor; border-width: 1.6px 1.6px 0 0; transform: translateX(-12%) rotate(45deg); transition: transform .12s; }
.opener button[aria-expanded=true]::before { transform: translateY(-15%) rotate(135deg); }
.details td { padding: 0 .9rem .9rem 2.7rem; }
pre { margin: 0; padding: .8rem 1rem; line-height: 1.5; white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 2; }
pre.panel { max-height: 32rem; overflow: auto; }
.details pre { border-radius: 8px; background: var(--page); }
.graph .panel { padding: .75rem; }
.dag { display: block; width: 100%; height: auto; margin: auto; }
.dag .edges path { fill: none; stroke: light-dark(#a9b4c0, #4a5968); stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round; }
.dag .edges .dashed { stroke-dasharray: 3 5; }
.dag .edges text { fill: var(--soft); stroke: var(--panel); stroke-width: 4; paint-order: stroke; font-size: 11px; text-anchor: middle; }
.node rect { fill: color-mix(in srgb, var(--tone) 8%, var(--panel)); stroke: color-mix(in srgb, var(--tone) 45%, var(--panel)); stroke-width: 1.25; }
.node:hover rect { stroke: var(--tone); }
.node use { color: var(--tone); }
.node .label { fill: var(--ink); font-size: 13.5px; font-weight: 500; }
.node .note { fill: var(--tone); font-size: 11.5px; }
.gantt { display: grid; grid-template-columns: minmax(5rem, auto) minmax(26rem, 1fr); gap: 1rem; padding: 1rem 1.1rem .5rem; }
.lanes { max-width: 16rem; font-size: .9rem; line-height: 26px; }
.lanes div { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.gantt svg { display: block; width: 100%; min-width: 26rem; overflow: visible; }
.axis line { stroke: var(--line); }
.axis text { fill: var(--soft); font-size: 11.5px; }
.bar rect { fill: color-mix(in srgb, var(--tone) 72%, var(--panel)); stroke: var(--tone); }
.bar:hover rect, .bar.inside rect { fill: var(--tone); }
.bar text { fill: var(--soft); font-size: 11.5px; dominant-baseline: central; }
.bar.inside text { fill: var(--panel); }
.log { font-size: .9rem; }
.log td { padding: .22rem .5rem; white-space: nowrap; }
.log tr:first-child td { padding-top: .7rem; }
.log tr:last-child td { padding-bottom: .7rem; }
.log td:first-child { padding-inline-start: 1.1rem; color: var(--soft); font-family: var(--mono); font-size: .82rem; }
.log .level { color: var(--tone); font-weight: 550; }
.log .source { color: var(--soft); }
.log .message { width: 100%; min-width: 16rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.log .message code { color: var(--soft); }
.logs .scroll { max-height: 32rem; }
.chart .panel { padding: 1rem 1.1rem; }
.chart svg { display: block; max-width: 100%; height: auto; margin: auto; }
footer { margin-top: 2.5rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .88rem; }
@media (max-width: 48rem) { .data code { min-width: 18rem; } }
@media (max-width: 36rem) { .pairs div { grid-template-columns: 1fr; gap: 0; } }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
@media print {
  :root { color-scheme: light; --page: #fff; }
  body { max-width: none; padding: 0; font-size: 10pt; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  nav, .opener, th button::after, h2::after { display: none !important; }
  .more { mask: none; }
  .panel, .card { box-shadow: none; }
  .scroll, pre.panel, .logs .scroll { max-height: none; overflow: visible; }
  .dag { min-width: 0 !important; }
  h2 { break-after: avoid; }
  .card, .pairs div, .data tbody, .gantt { break-inside: avoid; }
}
`;
