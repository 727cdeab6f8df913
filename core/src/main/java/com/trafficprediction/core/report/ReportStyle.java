package com.trafficprediction.core.report;

/** The page's style sheet: one family, tabular figures, thin lines, light and dark. */
final class ReportStyle {
  static final String CSS =
      """

      :root { color-scheme: light dark;
        --bg: #fbfbfa; --ink: #1a1e23; --soft: #59636e; --rule: #e2e5e8; --tint: #f1f3f5;
        --model: #2457c5; --usual: #a86a0b; --naive: #818b96; --h30: #0d8082; --good: #16764a;
        --bad: #b3261e; --warn: #8a5a00; --band: #2457c51a; --part-train: #c6cfd9;
        --part-validation: #e0b65c; --part-test: #5d86dd; }
      @media (prefers-color-scheme: dark) { :root {
        --bg: #121518; --ink: #e5e8eb; --soft: #98a2ad; --rule: #2b3137; --tint: #1a1f23;
        --model: #82abff; --usual: #e0a548; --naive: #838e9a; --h30: #4fc0bf; --good: #62c895;
        --bad: #ff8b80; --warn: #e2b660; --band: #82abff26; --part-train: #3c4650;
        --part-validation: #8f6b1d; --part-test: #3b62b5; } }
      * { box-sizing: border-box; }
      body { margin: 0; background: var(--bg); color: var(--ink);
        font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
        font-variant-numeric: tabular-nums; }
      main, header, footer { max-width: 940px; margin: 0 auto; padding: 0 24px; }
      header { padding-top: 40px; }
      header p { max-width: none; }
      h1 { font-size: 26px; line-height: 1.25; font-weight: 650; margin: 0 0 4px; }
      h2 { font-size: 18px; font-weight: 650; margin: 0 0 4px; }
      h3 { font-size: 14px; font-weight: 600; margin: 20px 0 4px; }
      p { margin: 0 0 12px; max-width: 68ch; text-wrap: pretty; }
      .soft { color: var(--soft); }
      section { padding: 28px 0 4px; margin-top: 28px; border-top: 1px solid var(--rule); }
      nav ul, .legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; }
      nav ul { gap: 2px 16px; margin: 18px 0 0; font-size: 14px; }
      a { color: var(--model); text-decoration: none; }
      a:hover { text-decoration: underline; }
      :focus-visible { outline: 2px solid var(--model); outline-offset: 3px; border-radius: 2px; }
      .notice { margin: 16px 0 0; padding: 8px 12px; background: var(--tint);
        border-left: 3px solid var(--warn); }
      .verdict { margin: 24px 0 0; padding: 2px 0 2px 16px; border-left: 4px solid var(--good); }
      .verdict.no { border-left-color: var(--bad); }
      .verdict strong { display: block; font-size: 20px; font-weight: 650; line-height: 1.35; }
      .tiles { display: grid; grid-template-columns: repeat(3, 1fr); margin: 26px 0 6px;
        padding: 0; list-style: none; border-top: 1px solid var(--rule);
        border-bottom: 1px solid var(--rule); }
      .tiles li { padding: 14px 18px 12px; border-left: 1px solid var(--rule); }
      .tiles li:first-child { border-left: 0; padding-left: 0; }
      .tiles b { display: block; font-size: 28px; font-weight: 600; line-height: 1.2; }
      .tiles b small { font-size: 16px; font-weight: 400; color: var(--soft); }
      .tiles span { display: block; font-size: 14px; color: var(--soft); }
      .checks { list-style: none; padding: 0; margin: 8px 0 12px; font-size: 14px; }
      .checks li { padding: 3px 0; display: grid; grid-template-columns: 64px 1fr; }
      .checks .tag { font-weight: 600; }
      .reasons { padding: 0; margin: 0 0 12px; list-style: none; font-size: 14px;
        color: var(--soft); }
      .pass .tag { color: var(--good); } .fail .tag { color: var(--bad); }
      .open .tag { color: var(--soft); }
      figure { margin: 16px 0 8px; }
      figcaption { font-size: 14px; margin-bottom: 6px; }
      .chart { display: block; width: 100%; height: auto; overflow: visible; }
      .chart text { font-size: 12px; fill: var(--soft); }
      .grid { stroke: var(--rule); fill: none; } .axis { stroke: var(--naive); fill: none; }
      .ideal { stroke: var(--naive); stroke-dasharray: 2 4; fill: none; }
      .band { fill: var(--band); }
      .line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
      .model, .h15 { stroke: var(--model); fill: var(--model); }
      .persistence { stroke: var(--naive); fill: var(--naive); }
      .average, .h60 { stroke: var(--usual); fill: var(--usual); }
      .h30 { stroke: var(--h30); fill: var(--h30); }
      .line.model, .line.h15, .line.persistence, .line.average, .line.h30, .line.h60 {
        fill: none; }
      .line.persistence, .line.h30 { stroke-dasharray: 6 4; }
      .line.average, .line.h60 { stroke-dasharray: 1.5 4; }
      .line.solid { stroke-dasharray: none; }
      .bar { stroke: none; }
      .bar.other { fill: var(--part-train); }
      .train { fill: var(--part-train); } .validation { fill: var(--part-validation); }
      .test { fill: var(--part-test); } .miss { fill: var(--bad); }
      .seen { fill: var(--part-test); } .part { fill: var(--part-validation); }
      .legend { gap: 2px 20px; margin: 0 0 6px; font-size: 13px; color: var(--soft); }
      .legend li { display: flex; align-items: center; gap: 7px; }
      .legend i { width: 12px; height: 12px; border-radius: 2px; }
      .legend i.train { background: var(--part-train); }
      .legend i.validation, .legend i.part { background: var(--part-validation); }
      .legend i.test, .legend i.seen { background: var(--part-test); }
      .legend i.miss { background: var(--bad); }
      .multiples { display: grid; grid-template-columns: repeat(3, 1fr); gap: 8px 28px; }
      .multiples h3 { margin-top: 4px; }
      .scroll { overflow-x: auto; margin: 10px 0 14px; }
      table { border-collapse: collapse; font-size: 14px; min-width: 60%; }
      caption { text-align: left; color: var(--soft); font-size: 13px; padding-bottom: 4px; }
      th, td { padding: 5px 18px 5px 0; text-align: left; vertical-align: baseline;
        border-bottom: 1px solid var(--rule); font-weight: 400; }
      thead th { color: var(--soft); font-size: 13px; white-space: nowrap; }
      .num { text-align: right; white-space: nowrap; }
      tr.strong th, tr.strong td { font-weight: 650; }
      td { overflow-wrap: anywhere; }
      details { margin: 4px 0 14px; font-size: 14px; }
      summary { cursor: pointer; color: var(--soft); width: max-content; max-width: 100%; }
      summary:hover { color: var(--ink); }
      footer { padding-top: 28px; padding-bottom: 56px; font-size: 13px; color: var(--soft); }
      @media (max-width: 700px) {
        .tiles, .multiples { grid-template-columns: 1fr; }
        .tiles li { border-left: 0; padding-left: 0; border-top: 1px solid var(--rule); }
        .tiles li:first-child { border-top: 0; }
        figure { overflow-x: auto; } .chart.wide { min-width: 640px; }
        main, header, footer { padding-left: 16px; padding-right: 16px; } }
      @media print { nav { display: none; } section { break-inside: avoid; } }
      """;

  private ReportStyle() {}
}
