/** The styles of a report, in the page itself. Sizes and colours are those of the theme. */
export const reportStyle = `
:root{color-scheme:light dark;--paper:light-dark(oklch(.992 .003 85),oklch(.188 .006 65));--well:light-dark(oklch(.966 .005 85),oklch(.228 .007 65));--line:light-dark(oklch(.885 .007 80),oklch(.335 .009 65));--ink:light-dark(oklch(.235 .012 60),oklch(.885 .009 85));--soft:light-dark(oklch(.46 .014 60),oklch(.715 .012 80));--accent:light-dark(oklch(.44 .135 262),oklch(.8 .1 262));--ins:light-dark(oklch(.95 .04 150),oklch(.27 .04 150));--ins-word:light-dark(oklch(.88 .09 150),oklch(.38 .07 150));--ins-edge:light-dark(oklch(.5 .12 150),oklch(.68 .11 150));--del:light-dark(oklch(.95 .025 22),oklch(.27 .045 22));--del-word:light-dark(oklch(.89 .06 22),oklch(.39 .085 22));--del-edge:light-dark(oklch(.52 .15 22),oklch(.7 .12 22));--serif:Charter,"Source Serif 4","Noto Serif",Georgia,"Liberation Serif",serif;--sans:-apple-system,"Segoe UI",Roboto,"Adwaita Sans",Inter,"Noto Sans",Ubuntu,Cantarell,"Liberation Sans",Arial,sans-serif;--mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
*{box-sizing:border-box}
html{background:var(--paper);color:var(--ink);font:1rem/1.5 var(--sans);overflow-wrap:break-word;text-size-adjust:100%}
body{margin:0 auto;padding:2rem 1rem 4rem;max-width:48rem}
h1,h2,h3,h4,h5,h6{line-height:1.25;text-wrap:balance;font-weight:600}
h1{font:600 clamp(1.75rem,1.4rem + 1.6vw,2.25rem)/1.15 var(--serif);margin:0 0 .5rem}
h2{font-size:1.1875rem;margin:3rem 0 .75rem;padding-block-end:.35rem;border-block-end:1px solid var(--line)}
h3{font:600 1.5rem/1.2 var(--serif);margin:0}
p,ul,ol,dl,table,pre,blockquote{margin:0 0 .9rem}
a{color:var(--accent);text-underline-offset:.2em;text-decoration-thickness:1px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:2px}
.soft,.path{color:var(--soft)}
.path{font:.8125rem/1.5 var(--mono);margin:.25rem 0 .9rem}
code,kbd,samp{font-family:var(--mono);font-size:.875em}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}
.counts{width:100%}
.counts th{text-align:start;font-weight:400;color:var(--soft)}
.counts td,.counts thead th{text-align:end}
.counts th,.counts td{padding:.25rem 1rem .25rem 0;border-block-end:1px solid var(--line)}
.counts :is(td,th):last-child{padding-inline-end:0}
.list{list-style:none;padding:0}
.list li{padding:.3rem 0;border-block-end:1px solid var(--line)}
.list .soft{display:block;font-size:.9375rem}
article{margin-block:2.5rem 0;padding-block-start:1.25rem;border-block-start:1px solid var(--line)}
h2+article{border:0;margin-block-start:1rem;padding:0}
.fields{display:grid;grid-template-columns:minmax(5rem,9rem) minmax(0,1fr);gap:.3rem 1rem;margin-block-end:1.25rem;font-size:.9375rem}
.fields dt{color:var(--soft)}
.fields dd{margin:0}
.fields ins,.fields del{margin-inline-end:.35em;padding:0 .25em}
ins,del{border-radius:2px;-webkit-box-decoration-break:clone;box-decoration-break:clone}
ins{background:var(--ins-word);text-decoration:underline;text-decoration-thickness:1px;text-underline-offset:.2em}
del{background:var(--del-word);text-decoration:line-through;text-decoration-thickness:1px}
.text{font:1.0625rem/1.6 var(--serif)}
.text h4,.text h5,.text h6{margin:1.5rem 0 .5rem;font-family:var(--sans);font-size:1.0625rem}
.text .lead{font-size:1.1875rem}
.text ul,.text ol{padding-inline-start:1.6em}
.text li>p,.text dd>p{margin:0}
.text table{font-family:var(--sans);font-size:.9375rem;display:block;overflow-x:auto}
.text th,.text td{border:1px solid var(--line);padding:.3rem .6rem;text-align:start;vertical-align:top}
.text pre{background:var(--well);padding:.75rem 1rem;font:.875rem/1.5 var(--mono);white-space:pre-wrap;overflow-wrap:anywhere}
.text pre ins,.text pre del{text-decoration:none;display:inline-block;width:100%}
.text blockquote,.text .callout{margin-inline:0;padding-inline-start:1rem;border-inline-start:3px solid var(--line)}
.callout-title{font-weight:600}
.text figure{margin:0 0 .9rem}
.math-display{display:block;margin-block:.5rem .9rem;overflow:auto hidden}
.math-long{display:inline-block;max-width:100%;overflow:auto hidden;vertical-align:middle}
.text sup{font-size:.7em;line-height:0}
.footnotes{font-size:.9375rem}
.link{text-decoration:underline;text-decoration-color:var(--accent);text-decoration-thickness:1px;text-underline-offset:.2em}
.missing{text-decoration-style:dotted;color:var(--soft)}
.list a,h3,.path,.fields :is(ins,del){unicode-bidi:isolate}
del .link,del.link{text-decoration:line-through}
.file{font:.875rem/1.5 var(--sans);border:1px solid var(--line);border-radius:.375rem;padding:.05rem .45rem}
.text .ins,.text .del,.text>.changed{position:relative;border-inline-start:3px solid var(--line);padding-inline-start:.9rem;margin-inline-start:-1rem}
.text .ins{background:var(--ins);border-color:var(--ins-edge)}
.text .del{background:var(--del);border-color:var(--del-edge)}
.text li.ins,.text li.del,.text tr.ins,.text tr.del,.text td.ins,.text td.del,.text th.ins,.text th.del{margin:0;border-inline-start-width:1px}
.text li.ins,.text li.del{border:0;padding-inline:.35rem}
.text :is(p,h4,h5,h6,pre,blockquote,ul,ol,dl,table,section,figure,div):is(.ins,.del)::before{position:absolute;inset-inline-start:-1.1rem;font:600 .9375rem/1.7 var(--mono)}
.text :is(p,h4,h5,h6,pre,blockquote,ul,ol,dl,table,section,figure,div).ins::before{content:"+" / "";color:var(--ins-edge)}
.text :is(p,h4,h5,h6,pre,blockquote,ul,ol,dl,table,section,figure,div).del::before{content:"\\2212" / "";color:var(--del-edge)}
.ins ins,.del del{background:none;text-decoration:none}
.text li.del del,.text tr.del del,.text td.del del{text-decoration:line-through}
.gap{color:var(--soft);font:.8125rem/1.5 var(--sans)}
p.gap{display:flex;align-items:center;gap:.75rem;margin-block:1rem}
p.gap::before,p.gap::after{content:"";flex:1;border-block-start:1px dashed var(--line)}
li.gap{list-style:none}
pre .gap{display:inline-block;padding-block:.15rem}
details>summary{cursor:pointer;color:var(--accent);margin-block-end:.75rem}
.sources{font-size:.9375rem}
@media (max-width:40rem){body{padding:1.25rem 1.5rem 3rem}.fields{grid-template-columns:minmax(0,1fr);gap:0}.fields dd{margin-block-end:.5rem}}
@media (prefers-contrast:more){:root{--soft:var(--ink);--line:var(--ink)}}
@media print{details::details-content{content-visibility:visible;block-size:auto}body{max-width:none}}
`.trim();
