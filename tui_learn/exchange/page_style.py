"""How the side-by-side page looks: light and dark, wide and narrow, on paper."""

from __future__ import annotations

STYLE = """
:root {
  color-scheme: light dark;
  --paper: #fdfcf9; --ink: #1d1d1b; --muted: #5f5e59; --line: #e3e0d8; --doubt: #8a4b00; --doubt-paper: #fff4df;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #17181a; --ink: #e7e5e0; --muted: #a3a19b; --line: #34363a; --doubt: #ffc46b; --doubt-paper: #2b2417;
  }
}
* { box-sizing: border-box; }
body {
  max-width: 76rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem;
  background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 Charter, "Bitstream Charter", "Noto Serif", Cambria, Georgia, serif;
}
h1, h2, h3, h4, h5, h6, p { margin: 0; font-size: 1em; overflow-wrap: anywhere; }
h1, h2, h3, h4, h5, h6 { line-height: 1.3; text-wrap: balance; }
h1 { font-size: 1.75em; }
h2 { font-size: 1.3em; }
h3 { font-size: 1.1em; }
.titles { display: flex; flex-wrap: wrap; gap: 0 1.25em; padding-bottom: .5rem; }
.titles span + span { color: var(--muted); font-weight: normal; }
.summary, th, .none, .sure { font-family: system-ui, sans-serif; font-size: .8125rem; color: var(--muted); }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th, td { padding: .3rem 1.25rem .3rem 0; vertical-align: baseline; text-align: start; }
td + td, th + th { padding-left: 1.25rem; padding-right: 0; }
th { padding-top: .75rem; padding-bottom: .5rem; border-bottom: 1px solid var(--line); font-weight: normal; }
th b { color: var(--ink); font-size: .9375rem; margin-inline-end: .75em; }
th bdi { overflow-wrap: anywhere; }
td { hyphens: auto; }
tr > :nth-child(3) { width: 6.5rem; }
.opens td { padding-top: 1rem; }
.headed td { padding-top: 1.75rem; }
.headed td h1, .headed td h2, .headed td h3 { padding-bottom: .15rem; }
.none { font-style: italic; }
.unsure td { background: var(--doubt-paper); }
.unsure td:first-child { border-left: 4px double var(--doubt); padding-left: .75rem; }
.unsure .sure { color: var(--doubt); font-weight: bold; white-space: nowrap; }
@media (max-width: 40rem) {
  body { padding: 1rem .9rem 3rem; }
  table, thead, tbody, tr, th, td { display: block; width: auto; }
  tr > :nth-child(3) { width: auto; }
  th, td, td + td, th + th { padding: .1rem 0; }
  thead tr { padding-bottom: .5rem; border-bottom: 1px solid var(--line); }
  th { border: 0; }
  th:nth-child(3), .sure:empty { display: none; }
  tbody tr { padding: .6rem 0; border-bottom: 1px solid var(--line); }
  .opens td, .headed td { padding-top: .1rem; }
  tbody tr.headed { padding-top: 1.4rem; }
  td + td { color: var(--muted); }
  .unsure { padding-left: .75rem; padding-right: .75rem; background: var(--doubt-paper);
    border-left: 4px double var(--doubt); }
  .unsure td:first-child { border: 0; padding-left: 0; }
}
@media print {
  @page { margin: 1.6cm; }
  :root { --paper: #fff; --ink: #000; --muted: #444; --line: #bbb; --doubt: #000; --doubt-paper: #fff; }
  body { max-width: none; padding: 0; font-size: 10pt; line-height: 1.45; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  .headed { break-after: avoid; }
}
"""
