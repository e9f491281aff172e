/**
 * A tile of the figures at the top is never narrower than its longest word, "investigations", which is as wide as 11 to
 * 12 digits in most fonts. So the number of tiles in a row depends on the font as well as on the page.
 */
const longestWord = '12ch';

/**
 * The style of GOV.UK for a page in one file, without the crown and the Transport typeface, which belong to the state.
 */
export const pageStyle = `
:root { --text:#0b0c0c; --quiet:#505a5f; --line:#b1b4b6; --pale:#f3f2f1; --blue:#1d70b8; --dark-blue:#003078; }
* { box-sizing:border-box }
html { background:#fff }
body { margin:0; color:var(--text); font:19px/1.5 Arial, Helvetica, "Liberation Sans", sans-serif; overflow-wrap:break-word; -webkit-text-size-adjust:100% }
a { color:var(--blue); text-underline-offset:.15em }
a:hover { color:var(--dark-blue); text-decoration-thickness:3px }
a:focus { outline:3px solid transparent; background:#fd0; color:var(--text); box-shadow:0 -2px #fd0, 0 4px var(--text); text-decoration:none }
.skip { position:absolute; left:-999em } .skip:focus { position:static; display:block; padding:10px }
.top { background:var(--dark-blue); color:#fff }
.back { margin:18px 0 -24px; font-size:16px }
.top p { margin:0; padding:14px 0; font-weight:700 }
.wrap { max-width:960px; margin:0 auto; padding:0 24px }
.edition { background:#fff7bf; border-bottom:1px solid var(--line) } .edition p { margin:0; padding:10px 0; font-size:16px }
h1 { font-size:48px; line-height:1.1; margin:48px 0 12px }
h2 { font-size:34px; line-height:1.15; margin:0 0 20px }
h3 { font-size:24px; line-height:1.25; margin:40px 0 12px }
h4 { font-size:19px; margin:26px 0 8px }
p, ul, ol { margin:0 0 18px; max-width:42em; overflow-wrap:anywhere }
.lede { font-size:24px; line-height:1.4; max-width:34em }
section { border-top:1px solid var(--line); padding-top:36px; margin-top:56px }
nav.contents ol { columns:2; column-gap:48px; padding-left:1.4em } nav.contents li { margin-bottom:6px; break-inside:avoid }
.key { --beside:4; --side:18px; display:grid; grid-template-columns:repeat(auto-fit, minmax(min(100%, max(${longestWord} + 2*var(--side), 100%/var(--beside) - 1px)), 1fr)); gap:1px; font-size:16px; margin:0 0 36px; padding:1px }
.key > div { display:grid; grid-template-rows:subgrid; grid-row:span 2; outline:1px solid var(--line); padding:16px var(--side) 18px }
.key dt { line-height:1.3 } .key dd { margin:6px 0 0; font-size:clamp(30px, 4.5vw, 38px); font-weight:700; line-height:1.1 }
.key dd small { display:block; font-size:16px; font-weight:400; color:var(--quiet); margin-top:5px }
.key a, a.figure { text-decoration-style:dotted; text-decoration-thickness:1px }
.key dd a { color:var(--text) }
.statement { font-weight:700; margin-bottom:14px }
figure { margin:0 0 36px; break-inside:avoid } figure.long { break-inside:auto } figure svg { display:block; width:100%; height:auto; margin:6px 0 14px; font-family:Arial, Helvetica, "Liberation Sans", sans-serif }
figure svg.narrow { display:none } @media screen and (max-width:560px) { figure svg.wide { display:none } figure svg.narrow { display:block } }
.scroll { overflow-x:auto } .scroll:focus { outline:3px solid #fd0 }
table { border-collapse:collapse; width:100%; font-size:17px; line-height:1.35; margin:0 0 14px }
caption { text-align:left; font-weight:700; padding:0 0 8px } caption span { display:block; font-weight:400; font-size:16px; color:var(--quiet) }
th, td { text-align:left; vertical-align:top; padding:8px 16px 8px 0; border-bottom:1px solid var(--line) }
th[scope=row] { font-weight:400 } tr.total > * { font-weight:700; border-bottom-width:2px }
.n { text-align:right; font-variant-numeric:tabular-nums; padding-right:0; padding-left:16px; white-space:nowrap }
th.n { white-space:normal } .n + :not(.n) { padding-left:24px }
.limit { white-space:nowrap }
.multiples { display:grid; grid-template-columns:1fr 1fr; gap:0 40px } .multiples > div { break-inside:avoid; display:flex; flex-direction:column } .multiples figure { margin-bottom:8px; flex:1; display:flex; flex-direction:column; justify-content:space-between } .multiples .statement { font-weight:400; font-size:16px }
.unseen, caption span.unseen { position:absolute; width:1px; height:1px; overflow:hidden; clip-path:inset(50%); white-space:nowrap }
.note { font-size:16px; color:var(--quiet) }
.inset { border-left:8px solid var(--line); padding:4px 0 4px 18px; margin:0 0 28px } .inset > :last-child { margin-bottom:0 }
.warning { border-left-color:#d4351c }
blockquote { margin:0 0 18px; padding-left:18px; border-left:4px solid var(--blue); max-width:42em }
.definitions dt { font-weight:700; margin-top:22px; padding-top:4px } .definitions dd { margin:0; max-width:46em } .definitions dd.note { margin-top:3px } .definitions > div { break-inside:avoid }
:target { background:#fff7bf; box-shadow:0 0 0 8px #fff7bf }
footer { border-top:1px solid var(--line); margin-top:64px; padding:24px 0 48px; font-size:16px; color:var(--quiet) }
@media (max-width:700px) { body { font-size:17px } h1 { font-size:34px } h2 { font-size:27px } .key { --beside:2; --side:12px } nav.contents ol { columns:1 } .multiples { grid-template-columns:1fr } .limit { white-space:normal } }
@page { size:A4; margin:18mm 17mm 20mm; @bottom-right { content:"Page " counter(page) " of " counter(pages); font:9pt Arial, "Liberation Sans", sans-serif; color:#505a5f } }
@media print {
  body { font-size:10.5pt; line-height:1.42 } .wrap { padding:0; max-width:none } .skip, .back { display:none }
  .top { -webkit-print-color-adjust:exact; print-color-adjust:exact } .top p { padding:10px 16px } .edition p { padding:8px 16px }
  figure svg, .key, .edition { -webkit-print-color-adjust:exact; print-color-adjust:exact }
  h1 { font-size:28pt; margin-top:26pt } h2 { font-size:20pt } h3 { font-size:14pt; margin-top:20pt } .lede { font-size:14pt }
  h2, h3, h4, .statement, caption { break-after:avoid } tr, dt, .key > div, .inset, li { break-inside:avoid } thead { display:table-header-group }
  .statement, figure svg, .whole { break-inside:avoid } figure.long svg { break-after:avoid } p { orphans:3; widows:3 }
  section.page { break-before:page; border-top:0; padding-top:0; margin-top:0 } section { margin-top:28pt; padding-top:18pt }
  table { font-size:9.5pt } th, td { padding-top:4pt; padding-bottom:4pt } .note, caption span, .key dt, .key dd small, footer { font-size:9pt } .key dd { font-size:22pt }
  .definitions { columns:2; column-gap:9mm; font-size:9pt } .definitions dt { margin-top:0 } .definitions > div { margin-bottom:9pt } .multiples .statement { font-size:9pt } .multiples h3 { font-size:12pt; margin-top:14pt }
  a { color:inherit; text-decoration:none } nav.contents a { color:var(--blue) }
  figure svg { max-height:105mm } :target { background:none; box-shadow:none }
}
`;
