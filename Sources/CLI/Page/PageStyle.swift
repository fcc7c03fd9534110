/// The style of pages that are looked at and printed: light, dark by the reader's wish, black on white on paper.
enum PageStyle {
  static let css = """
    :root { color-scheme: light dark; --ink: #1d2329; --soft: #5b6670; --line: #d9dee3; --paper: #ffffff;
      --card: #f5f7f9; --kept: #2f6fb5; --late: #d08700; --missed: #b3312c; --mark: #1d2329; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e7ebef; --soft: #9aa7b2; --line: #37414b; --paper: #14181c;
      --card: #1e242a; --kept: #6aa5e6; --late: #e5ab3d; --missed: #e2726d; --mark: #e7ebef; } }
    * { box-sizing: border-box; }
    body { margin: 0 auto; max-width: 62rem; padding: 2rem 1.25rem; background: var(--paper); color: var(--ink);
      font: 15px/1.45 system-ui, "Segoe UI", "Liberation Sans", sans-serif; }
    h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
    p { margin: .3rem 0 .8rem; } .soft { color: var(--soft); }
    .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .75rem; margin: 1.25rem 0; }
    .tile { background: var(--card); border-radius: .4rem; padding: .7rem .8rem; }
    .tile b { display: block; font-size: 1.5rem; line-height: 1.2; } .tile span { color: var(--soft); font-size: .85rem; }
    figure { margin: 0; break-inside: avoid; } figcaption { color: var(--soft); font-size: .85rem; margin: .2rem 0 .4rem; }
    svg { width: 100%; height: auto; display: block; }
    svg text { fill: var(--ink); font-size: 12px; } svg .axis { fill: var(--soft); font-size: 11px; }
    svg .grid { stroke: var(--line); } svg .track { fill: var(--card); }
    svg .kept { fill: var(--kept); } svg .late { fill: var(--late); } svg .missed { fill: var(--missed); }
    svg .standard { stroke: var(--mark); stroke-width: 2; }
    .key { display: inline-block; width: .8em; height: .8em; border-radius: 2px; margin: 0 .3em 0 .8em; }
    .key.kept { background: var(--kept); } .key.late { background: var(--late); } .key.missed { background: var(--missed); }
    .wide { overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; break-inside: avoid; }
    caption { text-align: left; color: var(--soft); font-size: .85rem; padding-bottom: .3rem; }
    th, td { padding: .28rem .5rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
    th:first-child { text-align: left; white-space: normal; min-width: 6rem; overflow-wrap: break-word; font-weight: 500; }
    thead th { color: var(--soft); font-weight: 500; font-size: .85rem; vertical-align: bottom; white-space: normal; }
    .many th, .many td { padding: .28rem .3rem; font-size: .8rem; } .many thead th { font-size: .75rem; }
    footer { margin-top: 2rem; color: var(--soft); font-size: .85rem; }
    @media print { :root { color-scheme: light; --ink: #000000; --soft: #444444; --line: #bbbbbb; --paper: #ffffff;
      --card: #f2f2f2; --kept: #2f6fb5; --late: #d08700; --missed: #b3312c; --mark: #000000; }
      body { max-width: none; padding: 0; font-size: 10pt; } .wide { overflow: visible; }
      .many th, .many td, .many thead th { font-size: 7pt; padding: .2rem .15rem; }
      h2 { break-after: avoid; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
    @page { size: A4; margin: 15mm; }
    """
}
