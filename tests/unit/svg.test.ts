import { describe, expect, test } from 'vitest';
import { sanitizeSvg } from '../../src/publish/attachments/svg.ts';

const namespaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';
const drawing = (content: string, attributes = ''): string => `<svg ${namespaces} ${attributes}>${content}</svg>`;

function made(text: string): string {
  const result = sanitizeSvg(text);
  return 'svg' in result ? result.svg : `(${result.problem})`;
}

test('a drawing keeps its shapes, gradients, texts and styles', () => {
  const content =
    '<title>Orbit &amp; Sun</title><defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient></defs><style>.a{fill:url(#g)}</style><path class="a" d="M0 0h9"/><text x="1">a &lt; b</text><use href="#g"/><image href="data:image/png;base64,AA=="/>';
  expect(made(`<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">${drawing(content)}`)).toBe(
    `<svg xmlns="http://www.w3.org/2000/svg">${content}</svg>`,
  );
});

test('data that other programs keep in a drawing is removed', () => {
  const text = drawing(
    '<metadata>Ada</metadata><!-- Ada --><sodipodi:namedview inkscape:zoom="1"/><g inkscape:label="x"/>',
    'xmlns:inkscape="i" xmlns:sodipodi="s"',
  );
  expect(made(text)).toBe('<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>');
});

test.each<[what: string, text: string]>([
  ['a script', drawing('<script>alert(1)</script>')],
  ['a script of another name', drawing('<x:script>alert(1)</x:script>', 'xmlns:x="http://www.w3.org/1999/xhtml"')],
  ['a script of SVG by a prefix', drawing('<s:script>alert(1)</s:script>', 'xmlns:s="http://www.w3.org/2000/svg"')],
  ['a script in CDATA', drawing('<script><![CDATA[alert(1)]]></script>')],
  ['a script from elsewhere', drawing('<script href="https://evil.example/alert.js"/>')],
  ['an event', drawing('<rect onclick="alert(1)" ONLOAD="alert(1)" onfocusin="alert(1)"/>', 'onload="alert(1)"')],
  [
    'HTML',
    drawing('<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><img src="x" onerror="alert(1)"/></body></foreignObject>'),
  ],
  [
    'HTML as the namespace of a part',
    drawing('<g xmlns="http://www.w3.org/1999/xhtml"><img src="x" onerror="alert(1)"/><iframe src="javascript:alert(1)"/></g>'),
  ],
  ['a link that runs', drawing('<a xlink:href="javascript:alert(1)"><rect/></a>')],
  ['a link that runs, by entities', drawing('<a href="java&#x09;script&#58;alert(1)"><rect/></a>')],
  ['a link that runs, behind white space', drawing('<a href=" &#1;javascript:alert(1)"><rect/></a>').replace('&#1;', '&#10;')],
  ['a link by another prefix', drawing('<a x:href="javascript:alert(1)"><rect/></a>', 'xmlns:x="http://www.w3.org/1999/xlink"')],
  ['a link to a document in itself', drawing('<a href="data:text/html,&lt;script&gt;alert(1)&lt;/script&gt;"><rect/></a>')],
  [
    'a link that an animation makes',
    drawing(
      '<a><animate attributeName="href" values="javascript:alert(1)"/><set attributeName="xlink:href" to="javascript:alert(1)"/></a>',
    ),
  ],
  ['an event that an animation makes', drawing('<set attributeName="onclick" to="alert(1)"/>')],
  [
    'a part of another file',
    drawing('<use href="https://evil.example/a.svg#a"/><use xlink:href="//evil.example/a.svg#a"/><use href="other.svg#evil"/>'),
  ],
  ['a document as a part', drawing('<use href="data:image/svg+xml;base64,ZXZpbA==#a"/><image href="data:image/svg+xml,evil"/>')],
  [
    'a picture from elsewhere',
    drawing('<image href="https://evil.example/a.png"/><feImage href="evil.png"/><image xlink:href="file:///evil"/>'),
  ],
  [
    'a fill from elsewhere',
    drawing('<rect fill="url(https://evil.example/#a)" filter="url( \'//evil.example/\')" style="mask:url(evil.svg#a)"/>'),
  ],
  ['styles from elsewhere', drawing('<style>@import url(https://evil.example/a.css);</style><style>@import "evil.css";</style>')],
  [
    'styles with a picture from elsewhere',
    drawing('<style>rect{background:url("//evil.example/a")}</style><style>a{b:image-set("evil.png" 1x)}</style>'),
  ],
  [
    'styles with escapes',
    drawing('<style>a{b:u\\72l(//evil.example)} @\\69mport "evil"</style><rect style="fill:u\\000072l(evil)"/>'),
  ],
  ['styles with comments between', drawing('<style>@im/**/port "evil"; a{b:url(/* */evil)}</style>')],
  ['styles in CDATA', drawing('<style><![CDATA[@import "evil.css";]]></style>')],
  ['styles cut in parts', drawing('<style>@imp<!-- -->ort "evil.css";</style>')],
  ['a face from elsewhere', drawing('<style>@font-face{font-family:x;src:url(evil.woff2)}</style>')],
  ['an expression', drawing('<rect style="x:expression(alert(1));-moz-binding:url(#evil)"/>')],
  ['a sheet of styles by an instruction', `<?xml-stylesheet href="evil.css"?>${drawing('<rect/>')}`],
  ['a base', drawing('<rect/>', 'xml:base="https://evil.example/"')],
  ['a handler of events', drawing('<handler type="application/ecmascript">alert(1)</handler><listener handler="#evil"/>')],
  ['a picture that includes', drawing('<xi:include href="evil.xml"/>', 'xmlns:xi="http://www.w3.org/2001/XInclude"')],
  ['another document as its root', '<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>'],
  ['another namespace at its root', '<svg xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script><rect/></svg>'],
  ['an entity', `<!DOCTYPE svg [<!ENTITY x "<script>alert(1)</script>">]>${drawing('&x;')}`],
  ['an entity from elsewhere', `<!DOCTYPE svg [ <!ENTITY % x SYSTEM "file:///evil"> %x; ]>${drawing('<text>&x;</text>')}`],
  ['entities that grow', `<!DOCTYPE svg [<!ENTITY a "evil"><!ENTITY b "&a;&a;&a;&a;">]>${drawing('<text>&b;</text>')}`],
  ['an entity that nobody declared', drawing('<text>&evil;</text>')],
  ['broken XML', `${drawing('<rect><script>alert(1)')}`],
  ['no XML', 'alert(1)'],
])('nothing is left of %s', (_, text) => {
  const svg = made(text);
  expect(svg).not.toMatch(/alert|evil|javascript|<script|foreignObject|<iframe|<!|<\?|url\((?!#)/i);
  expect(svg).toMatch(/^(?:<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"|\()/);
});

test('a drawing that is nested too deeply is rejected', () => {
  expect(made(drawing(`${'<g>'.repeat(100_000)}${'</g>'.repeat(100_000)}`))).toMatch(/^\(cannot be read/);
});

test('a sanitised drawing is unchanged when sanitised again', () => {
  const once = made(drawing('<style>.a{fill:url(#g)}</style><text>a &amp; b "c"</text><rect style="fill:red"/>'));
  expect(made(once)).toBe(once);
});

describe('its size', () => {
  test.each<[attributes: string, size: [number, number] | undefined]>([
    ['width="120" height="80"', [120, 80]],
    ['width="120px" height="2cm"', [120, 76]],
    ['viewBox="0 0 24 12"', [24, 12]],
    ['viewBox="0,0,24,12" width="48"', [48, 24]],
    ['viewBox="0 0 24 12" height="48pt"', [128, 64]],
    ['viewBox="0 0 24 12" width="100%" height="100%"', [24, 12]],
    ['width="100%" height="80"', undefined],
    ['width="-1" height="80"', undefined],
    ['', undefined],
  ])('%s', (attributes, size) => {
    const result = sanitizeSvg(drawing('<rect/>', attributes));
    expect('size' in result ? [result.size?.width, result.size?.height] : undefined).toEqual(size);
  });
});
