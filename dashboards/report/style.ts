/** Colours by name, light and dark by preference or by choice. */
export const palette = `
:root{color-scheme:light dark;
--paper:light-dark(#fcfcfa,#131518);--raised:light-dark(#ffffff,#1a1d21);--ink:light-dark(#191b1f,#e8e8e4);--soft:light-dark(#565b63,#a4aab3);
--rule:light-dark(#dedfd9,#2c3036);--faint:light-dark(#eeeeea,#22262b);--flow:light-dark(#4d7397,#6f9cc6);--idle:light-dark(#c4c6c1,#3d434b);
--red:light-dark(#b0231b,#ff8a80);--red-fill:light-dark(#b0231b,#c93a31);--red-tint:light-dark(#fbeceb,#2d1a1a);
--amber:light-dark(#7d5200,#e8b45a);--amber-tint:light-dark(#fbf3e2,#2a2316);--green:light-dark(#1c663f,#7ccba0);--green-tint:light-dark(#eaf4ee,#16261d);
--focus:light-dark(#1b5fb4,#8abdff)}
:root:has(#theme-light:checked){color-scheme:light}:root:has(#theme-dark:checked){color-scheme:dark}`;

const page = `
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Open Sans",Arial,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
.page{max-width:1180px;margin:0 auto;padding:0 clamp(16px,4vw,40px) 64px}
.skip{position:absolute;left:-999px;top:8px;background:var(--raised);padding:8px 14px;border:1px solid var(--rule);z-index:9}.skip:focus{left:16px}
.bar-top{display:flex;gap:8px 28px;align-items:center;justify-content:space-between;flex-wrap:wrap;padding:14px 0;border-bottom:1px solid var(--rule);font-size:14px}
.bar-top nav a{display:inline-block;padding:3px 0}.bar-top nav ul{display:flex;flex-wrap:wrap;gap:2px 18px;list-style:none;margin:0;padding:0}
a{color:inherit;text-decoration-color:var(--idle);text-underline-offset:3px}a:hover{text-decoration-color:currentColor}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px;border-radius:3px}
.top{padding:44px 0 8px}.eyebrow{margin:0;color:var(--soft);font-size:14px;letter-spacing:.02em}
h1{font-size:clamp(28px,4.4vw,44px);line-height:1.12;letter-spacing:-.022em;font-weight:640;margin:6px 0 16px;overflow-wrap:anywhere}
h3.chain{font-size:17px;font-weight:600;margin:30px 0 6px}
h2{font-size:22px;letter-spacing:-.012em;font-weight:620;line-height:1.25;margin:0 0 6px}
.card h2{font-size:15px;font-weight:600;letter-spacing:0;margin:0}
section{padding-top:52px}.lead{color:var(--soft);margin:0 0 18px;max-width:80ch;text-wrap:pretty}
.verdict{font-size:clamp(18px,2.2vw,22px);line-height:1.4;max-width:64ch;text-wrap:pretty;margin:0 0 6px;letter-spacing:-.006em}.claims-line{color:var(--soft);margin:0 0 26px}
.keys{display:flex;flex-wrap:wrap;gap:10px 32px;margin:0 0 8px}.keys dt,.card dt{color:var(--soft);font-size:13px}.keys dd{margin:0;font-weight:550}
code,pre{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(230px,1fr));gap:14px;list-style:none;margin:24px 0 0;padding:0}
.card{background:var(--raised);border:1px solid var(--rule);border-top:3px solid var(--tone,var(--idle));border-radius:6px;padding:16px 18px}.card p{margin:0;color:var(--soft);font-size:14px}
.card .big{font-size:38px;line-height:1.15;font-weight:620;letter-spacing:-.03em;color:var(--tone,var(--ink));margin-top:4px}
.card dl{margin:12px 0 0;border-top:1px solid var(--rule);padding-top:8px;font-size:14px}.card dl div{display:flex;justify-content:space-between;gap:12px}.card dd{margin:0;text-align:right}
.bad{--tone:var(--red)}.fair{--tone:var(--amber)}.good{--tone:var(--green)}
.note{color:var(--soft)}.small{display:block;color:var(--soft);font-size:12.5px;font-weight:400;line-height:1.45}
.warnings{padding-top:28px}.warnings .callout{border:1px solid var(--rule);border-left:3px solid var(--amber);background:var(--amber-tint);border-radius:4px;padding:16px 20px}.warnings h2{font-size:17px}
.warning-list{margin:4px 0 0;padding-left:20px}.warning-list .small{display:inline;margin-left:6px}.callout .note{margin:0;color:var(--ink)}
.read-first{margin:10px 0 0;padding-left:20px}`;

/** Tables and what stands in them. */
export const tables = `
.scroll{overflow-x:auto;border-radius:4px}
table{border-collapse:collapse;width:100%;font-size:14.5px}caption{text-align:left;color:var(--soft);font-size:13.5px;padding:0 0 8px}
th,td{text-align:left;padding:9px 14px 9px 0;border-bottom:1px solid var(--rule);vertical-align:top;font-weight:400}
thead th{font-weight:600;border-bottom-color:var(--idle);vertical-align:bottom;font-size:13.5px}tbody th{font-weight:550}
.number{text-align:right;padding-left:14px;padding-right:14px}.unit{color:var(--soft)}.dim{color:var(--soft)}td.good,td.bad{color:var(--tone)}
.matrix{min-width:640px}.matrix th[scope=row]{min-width:170px}.matrix td{min-width:190px}.attack-id{color:var(--soft);font-weight:400;margin-right:4px}
.outcome.stops{--tone:var(--soft);box-shadow:inset 0 -3px var(--soft)}.outcome.stops .fate{color:var(--ink)}.outcome .fate{padding-right:8px;color:var(--tone,var(--soft));font-weight:600;font-size:13.5px;display:inline-block;min-width:92px}.outcome .rate{font-weight:600}
.interval{display:block;width:100%;max-width:220px;height:11px;margin:5px 0 3px}.interval .band{fill:var(--rule)}.interval .track{fill:var(--rule)}.interval .span{fill:var(--tone,var(--idle));opacity:.45}.interval .tickmark{fill:var(--tone,var(--ink))}
.bar{display:block;margin-left:auto;width:110px;height:5px;margin-top:4px}.bar rect{fill:var(--flow)}
.lines{margin:0;font-size:14px}.lines div{display:flex;justify-content:space-between;gap:12px;padding:1px 0}.lines dt{color:var(--soft);font-size:13px}.lines dd{margin:0;text-align:right}
.flows td:nth-child(n+4){text-align:right;padding-left:14px;padding-right:14px}
.plain th{color:var(--soft);font-weight:400;white-space:nowrap}.plain td{overflow-wrap:anywhere}.two{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,380px),1fr));gap:20px 44px;margin:18px 0}
.digest{font-size:12px;white-space:nowrap}
details.words{margin:12px 0 0}summary{cursor:pointer;color:var(--soft);font-size:14px;padding:4px 0;width:fit-content}details[open]>summary{margin-bottom:8px}
.command{display:flex;flex-wrap:wrap;gap:10px;align-items:center}.command pre{flex:1 1 320px;margin:0;padding:12px 16px;background:var(--faint);border-radius:5px;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere}
button{font:inherit;font-size:14px;color:inherit;background:var(--raised);border:1px solid var(--idle);border-radius:5px;padding:9px 16px;cursor:pointer}button:hover{border-color:var(--ink)}`;

/** Choices by radio button. */
export const choices = `
.choice{border:0;margin:0;padding:0;display:flex;flex-wrap:wrap;align-items:center;gap:6px 10px;min-width:0}.choice legend{float:left;padding:0;color:var(--soft);font-size:13.5px}
.choice .options{display:inline-flex;flex-wrap:wrap;border:1px solid var(--idle);border-radius:6px;background:var(--raised);overflow:hidden}
.option{position:relative;display:inline-flex}.option+.option{border-left:1px solid var(--rule)}.option input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}
.choice label{padding:5px 14px;font-size:14px}
.choice input:checked+label{background:var(--ink);color:var(--paper);font-weight:550}.choice input:focus-visible+label{outline:2px solid var(--focus);outline-offset:-3px}
.sticky{position:sticky;top:0;z-index:3;display:flex;flex-wrap:wrap;gap:8px 28px;background:var(--paper);padding:10px 0;margin:0 0 8px;border-bottom:1px solid var(--rule)}.arm,.view{display:none}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}`;

/** The drawing and the timeline. */
export const figures = `
figure{margin:0}figcaption{color:var(--soft);font-size:13.5px;margin-top:8px}.legend{display:flex;flex-wrap:wrap;gap:4px 18px;margin:0 0 8px;color:var(--soft);font-size:13.5px}.legend>span{display:inline-flex;align-items:center;gap:6px}
.shapes{position:absolute}.drawing,.times{display:block;width:100%;height:auto;min-width:860px}.times{min-width:720px}
.drawing text,.times text,.shapes text{font-family:inherit;fill:var(--ink)}
.line{fill:none;stroke:var(--flow);stroke-linecap:round;opacity:.85}.line.idle{stroke:var(--idle);stroke-dasharray:2 5}.line.breached{stroke:var(--red);opacity:1}
.shared .line{opacity:.55}.shared .breached{opacity:.95}.branch{stroke-dasharray:1 4}.branch.breached{stroke-dasharray:5 3}
.box rect{fill:var(--raised);stroke:var(--idle);stroke-width:1.2}.role{font-size:14px;font-weight:550;text-anchor:middle}.shapes .second{font-size:12px;font-weight:400;fill:var(--soft)}
.point{font-size:12px;text-anchor:middle;paint-order:stroke;stroke:var(--paper);stroke-width:5px;stroke-linejoin:round}.drawing .count{font-size:11px;fill:var(--soft)}
.mark rect{fill:var(--raised);stroke:var(--soft);stroke-width:1.1}.mark text{font-size:12px;font-weight:600}.ring{fill:none;stroke:var(--soft);stroke-width:1.6}
.breach rect{fill:var(--red-fill);stroke:var(--red-fill)}.drawing .breach text{fill:#fff}.sign{fill:#fff}.cut{stroke:var(--red-fill);stroke-width:1.6;fill:none}
.grid{stroke:var(--rule);fill:none}.curve{fill:none;stroke:var(--flow);stroke-width:1.6;stroke-linejoin:round;vector-effect:non-scaling-stroke}.as-area .curve{fill:color-mix(in srgb,var(--flow) 16%,transparent)}.as-line .curve{stroke:var(--ink);opacity:.8}.as-bars .curve{stroke-width:3.5;stroke-linejoin:miter}.as-bars.violation .curve{stroke:var(--red)}.as-bars.alarm .curve{stroke:var(--amber)}
.times .lane-name{font-size:13px}.times .lane-unit,.times .scale,.times .tick{font-size:11.5px;fill:var(--soft)}.scale{text-anchor:end}.tick{text-anchor:middle}
.happening.step{fill:var(--flow)}.happening.violation{fill:var(--red)}.happening.alarm{fill:none;stroke:var(--amber);stroke-width:1.8}.happening.restart,.happening.revocation{fill:none;stroke:var(--soft);stroke-width:1.8}
.cursor{stroke:var(--ink);stroke-dasharray:3 3}.scrub{display:flex;flex-wrap:wrap;gap:6px 14px;align-items:center;font-size:13.5px;margin-top:8px}.scrub[hidden]{display:none}.scrub input{flex:0 1 300px;accent-color:var(--flow)}
footer{margin-top:56px;border-top:1px solid var(--rule);padding-top:14px;color:var(--soft);font-size:13.5px}
@media (max-width:640px){.sticky{position:static}.top{padding-top:28px}section{padding-top:40px}.keys{display:grid;grid-template-columns:1fr 1fr;gap:10px 20px}th,td{padding-right:10px}}
@media print{:root{color-scheme:light}.bar-top,.choice,.scrub,button,.skip{display:none!important}.page{max-width:none;padding:0}section{padding-top:24px}.scroll{overflow:visible}.drawing,.times{min-width:0}table,figure,.card{break-inside:avoid}h2{break-after:avoid}body{font-size:12px}}
@media (prefers-reduced-motion:no-preference){.choice label,button{transition:background-color .12s,border-color .12s}}`;

/** The report's whole style: light and dark by preference or by choice, print, narrow screens. */
export const style = palette + page + tables + choices + figures;
