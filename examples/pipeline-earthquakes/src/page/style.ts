/** Colours for day and night, and the few classes that the page uses. */
export const style = `
:root { color-scheme: light dark; --ink: #1c2430; --dim: #5b6675; --paper: #f6f7f9; --card: #fff; --line: #dde2e8;
  --sea: #e9eff5; --land: #cfd8cf; --d1: #e8590c; --d2: #d6336c; --d3: #7048e8; --d4: #1864ab; --bar: #4c6ef5; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --dim: #98a3b3; --paper: #12161c; --card: #1a2029;
  --line: #2c3541; --sea: #16202b; --land: #2d3a36; --d1: #ff922b; --d2: #f06595; --d3: #9775fa; --d4: #4dabf7; --bar: #748ffc; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 32px 20px 48px; }
h1 { font-size: 28px; margin: 0; } h2 { font-size: 17px; margin: 0 0 12px; }
p { margin: 4px 0 16px; color: var(--dim); max-width: 75ch; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 18px; margin-top: 16px; }
.alert { border-left: 4px solid var(--d1); } .alert p { margin: 0; color: var(--ink); }
.cards, .pair { display: grid; gap: 16px; grid-template-columns: repeat(auto-fit, minmax(210px, 1fr)); }
.pair { grid-template-columns: repeat(auto-fit, minmax(320px, 1fr)); }
.cards section { margin-top: 16px; } .cards strong { display: block; font-size: 26px; line-height: 1.2; }
.cards span { color: var(--dim); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: 6px 10px; border-top: 1px solid var(--line); }
th { color: var(--dim); font-weight: 600; border-top: 0; } .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.share { display: block; height: 4px; border-radius: 2px; background: var(--bar); margin-top: 4px; }
svg { display: block; width: 100%; height: auto; } a { color: var(--bar); }
.sea { fill: var(--sea); } .land { fill: var(--land); } .grid { stroke: var(--line); stroke-width: .6; }
circle { fill-opacity: .55; stroke: var(--card); stroke-width: .3; } circle.size { fill: none; stroke: var(--dim); stroke-width: 1; }
.d1 { fill: var(--d1); } .d2 { fill: var(--d2); } .d3 { fill: var(--d3); } .d4 { fill: var(--d4); } .bar { fill: var(--bar); }
.fit { stroke-width: 1.6; } .fit.d1 { stroke: var(--d1); } .fit.d4 { stroke: var(--d4); }
text { fill: var(--ink); font: 12px system-ui, sans-serif; } .note { fill: var(--dim); } .strong { font-weight: 600; }
.name { font-weight: 600; paint-order: stroke; stroke: var(--sea); stroke-width: 3px; stroke-linejoin: round; }
footer { color: var(--dim); margin-top: 20px; font-size: 13px; }
`;
